/** The way to an entry of a spec. */
export type Path = readonly (string | number)[];

/** One edit of a spec as data: set the value at a path, or take it out. */
export interface Patch {
  readonly path: Path;
  /** `undefined` removes the field, or the array's element. */
  readonly value: unknown;
}

type Branch = Record<string | number, unknown>;

/** A copy of `tree` with the patch applied; whether the result is a valid spec is the engine's word. */
export function applyPatch(tree: unknown, { path, value }: Patch): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const copy: unknown[] | Branch = Array.isArray(tree) ? [...tree] : { ...(tree as Branch) };
  const next =
    rest.length === 0 ? value : applyPatch((copy as Branch)[head], { path: rest, value });
  if (next !== undefined) (copy as Branch)[head] = next;
  else if (Array.isArray(copy)) copy.splice(Number(head), 1);
  else delete copy[head];
  return copy;
}

/** A path as the engine's errors write it: `optimizers[0].alpha`. */
export function fieldName(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');
}

/** What was typed: a number where it reads as one, else the text itself, for the engine to refuse. */
export function typedValue(text: string): number | string {
  const plain = text.trim().replace(/\u2212/g, '-');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : plain;
}
