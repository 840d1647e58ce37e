/**
 * The path of the first name that an object of a valid JSON text gives twice, as errors write paths
 * (`optimizers[0].alpha`); null if there is none. JSON.parse would keep the last one and say nothing.
 */
export function repeatedName(json: string): string | null {
  const open: { readonly names: Set<string> | null; at: string | number }[] = [];
  let text = '';
  for (const [token] of json.matchAll(/"(?:[^"\\]+|\\.)*"|[{}[\],:]/g)) {
    const innermost = open.at(-1);
    switch (token) {
      case '{':
        open.push({ names: new Set(), at: '' });
        break;
      case '[':
        open.push({ names: null, at: 0 });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (typeof innermost?.at === 'number') innermost.at += 1;
        break;
      case ':': {
        if (!innermost?.names) break;
        const name = JSON.parse(text) as string;
        innermost.at = name;
        if (innermost.names.has(name)) return pathOf(open.map(({ at }) => at));
        innermost.names.add(name);
        break;
      }
      default:
        text = token;
    }
  }
  return null;
}

/** Longest path that is told. */
const LONGEST = 100;

/** The path in plain sight: without what steers a terminal or turns the text around it. */
const pathOf = (steps: readonly (string | number)[]): string =>
  steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1, LONGEST)
    .replace(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (unseen) => `\\u{${unseen.codePointAt(0)?.toString(16)}}`,
    );
