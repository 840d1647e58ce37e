import temml from 'temml';
import { texOf } from './tex';

/** MathML as plain data: text, or an element's name, its attributes, and what it holds. */
export type Mathematics =
  | string
  | readonly [
      name: string,
      attributes: Readonly<Record<string, string>>,
      content: readonly Mathematics[],
    ];

/** The parts of temml's tree that become MathML; fragments have no type, text has no children. */
interface Part {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly classes?: readonly string[];
  readonly style?: Readonly<Record<string, string>>;
  readonly children?: readonly Part[];
}

/**
 * A formula of the engine's expression grammar as MathML, null where it cannot be read. The build
 * sets the catalogue's formulas with it, the page those that people write.
 */
export function typeset(source: string): Mathematics | null {
  const tex = texOf(source);
  return tex === null ? null : typesetTex(tex);
}

/** TeX, as the engine's own tables write it, as MathML. */
export function typesetTex(tex: string): Mathematics | null {
  const [math] = dataOf(temml.__renderToMathMLTree(tex, { throwOnError: false, wrap: 'tex' }));
  return math ?? null;
}

function dataOf({ type, text, attributes, classes, style, children }: Part): Mathematics[] {
  if (text !== undefined) return [text];
  const content = (children ?? []).flatMap(dataOf);
  if (type === undefined) return content;
  const given = Object.entries(attributes ?? {}).map(([name, value]) => [name, String(value)]);
  const named = (classes ?? []).filter(Boolean).join(' ');
  const dress = Object.entries(style ?? {}).map(([name, value]) => `${dashed(name)}:${value}`);
  return [
    [
      type,
      Object.fromEntries([
        ...given,
        ...(named ? [['class', named]] : []),
        ...(dress.length > 0 ? [['style', dress.join(';')]] : []),
      ]),
      content,
    ],
  ];
}

/** paddingLeft is padding-left. */
const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
