// The engine's random streams in plain JavaScript: ChaCha with 8 rounds (Bernstein, "ChaCha, a
// variant of Salsa20", 2008), its key the seed and the purpose's name. With it the plain programs
// start from the engine's numbers.

/**
 * The first words of stream 0.
 *
 * @param {number} seed an integer 0 … 2⁵³ − 1
 * @param {string} purpose at most 24 ASCII characters
 * @param {number} count
 */
export function chacha8(seed, purpose, count) {
  const key = new DataView(new ArrayBuffer(32));
  key.setBigUint64(0, BigInt(seed), true);
  for (let i = 0; i < purpose.length; i++) key.setUint8(8 + i, purpose.charCodeAt(i));
  const state = new Uint32Array(16);
  state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let i = 0; i < 8; i++) state[4 + i] = key.getUint32(4 * i, true);
  const words = new Uint32Array(16 * Math.ceil(count / 16));
  for (let block = 0; 16 * block < words.length; block++) {
    state[12] = block;
    const mixed = state.slice();
    for (let round = 0; round < 8; round += 2) {
      for (let i = 0; i < 4; i++) quarter(mixed, i, 4 + i, 8 + i, 12 + i);
      for (let i = 0; i < 4; i++) {
        quarter(mixed, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
      }
    }
    words.set(
      mixed.map((word, i) => word + Number(state[i])),
      16 * block,
    );
  }
  return words.subarray(0, count);
}

/**
 * @param {import('./vector.mjs').Vector} s
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 */
function quarter(s, a, b, c, d) {
  s[a] += s[b];
  s[d] = turn(s[d] ^ s[a], 16);
  s[c] += s[d];
  s[b] = turn(s[b] ^ s[c], 12);
  s[a] += s[b];
  s[d] = turn(s[d] ^ s[a], 8);
  s[c] += s[d];
  s[b] = turn(s[b] ^ s[c], 7);
}

/**
 * @param {number} word
 * @param {number} bits
 */
function turn(word, bits) {
  return (word << bits) | (word >>> (32 - bits));
}
