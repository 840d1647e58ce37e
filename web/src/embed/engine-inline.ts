// Stands for engine-file.ts in embed.html, which fetches nothing.

/** Compiles the engine that the page holds, packed, in an element that browsers do not run. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  const text = document.querySelector('#engine')?.textContent ?? '';
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}
