/**
 * JSON text of plain data. As JSON.stringify writes it (non-finite numbers are null, undefined
 * entries are left out), but −0 keeps its sign, which fingerprints see, and typed arrays are lists.
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as ArrayLike<unknown>, writeJson).join(',')}]`;
  }
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([name, entry]) => `${JSON.stringify(name)}:${writeJson(entry)}`);
  return `{${entries.join(',')}}`;
}
