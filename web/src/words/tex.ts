/**
 * Sets a formula of the engine's expression grammar as TeX. It is read only to be shown: what a
 * formula means, and whether it is one, is the engine's word; text that cannot be read here gives null.
 */
export function texOf(source: string): string | null {
  try {
    const reader = new Reader(tokens(source));
    const tree = reader.sum();
    reader.end();
    return print(tree);
  } catch (thrown) {
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

class Unreadable extends Error {}

type Tree =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'minus'; readonly of: Tree }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'call'; readonly name: string; readonly inputs: readonly Tree[] };

const TOKEN =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(<=|>=|[-+*/^(),<>≤≥]))/uy;

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const match = TOKEN.exec(source);
    if (!match) throw new Unreadable();
    const [, number, name, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else found.push({ kind: 'sign', text: sign as string });
  }
  return found;
}

const END: Token = { kind: 'end', text: '' };

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  sum(): Tree {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-'))
      left = { kind: 'binary', sign, left, right: this.product() };
    return left;
  }

  end(): void {
    if (this.next.kind !== 'end') throw new Unreadable();
  }

  private product(): Tree {
    let left = this.signed();
    for (let sign = this.take('*', '/'); sign; sign = this.take('*', '/'))
      left = { kind: 'binary', sign, left, right: this.signed() };
    return left;
  }

  private signed(): Tree {
    return this.take('-') ? { kind: 'minus', of: this.signed() } : this.power();
  }

  private power(): Tree {
    const left = this.atom();
    return this.take('^') ? { kind: 'binary', sign: '^', left, right: this.signed() } : left;
  }

  private atom(): Tree {
    const { kind, text } = this.next;
    this.at += 1;
    if (kind === 'number') return { kind, text };
    if (kind === 'name') return this.take('(') ? this.call(text) : { kind, text };
    if (text !== '(') throw new Unreadable();
    const inner = this.sum();
    this.need(')');
    return inner;
  }

  private call(name: string): Tree {
    const inputs = [this.comparison()];
    while (this.take(',')) inputs.push(this.sum());
    this.need(')');
    return { kind: 'call', name, inputs };
  }

  private comparison(): Tree {
    const left = this.sum();
    const sign = this.take('<', '>', '<=', '>=', '≤', '≥');
    return sign ? { kind: 'binary', sign, left, right: this.sum() } : left;
  }

  private get next(): Token {
    return this.tokens[this.at] ?? END;
  }

  private take(...signs: string[]): string | null {
    const { kind, text } = this.next;
    if (kind !== 'sign' || !signs.includes(text)) return null;
    this.at += 1;
    return text;
  }

  private need(sign: string): void {
    if (!this.take(sign)) throw new Unreadable();
  }
}

const GREEK = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'kappa',
  'lambda',
  'mu',
  'nu',
  'rho',
  'sigma',
  'tau',
  'omega',
]);

const STRENGTH: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 };

const RELATIONS: Readonly<Record<string, string>> = {
  '<=': '\\le',
  '>=': '\\ge',
  '≤': '\\le',
  '≥': '\\ge',
};

/** How tightly a tree holds together: a sum least, an atom most. */
function strength(tree: Tree): number {
  if (tree.kind === 'minus') return 2;
  return tree.kind === 'binary' ? (STRENGTH[tree.sign] ?? 0) : 5;
}

function print(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return tree.text.replace(/[eE]\+?(-?\d+)/, '\\cdot 10^{$1}');
    case 'name':
      return name(tree.text);
    case 'minus':
      return `-${wrap(tree.of, 2)}`;
    case 'call':
      return call(tree.name, tree.inputs);
    case 'binary':
      return binary(tree.sign, tree.left, tree.right);
  }
}

function binary(sign: string, left: Tree, right: Tree): string {
  switch (sign) {
    case '^':
      return `${wrap(left, 5)}^{${print(right)}}`;
    case '*':
      return product(left, right);
    case '/':
      return quotient(left, right);
    case '+':
      return `${print(left)}+${print(right)}`;
    case '-':
      return `${print(left)}-${wrap(right, 2)}`;
    default:
      return `${print(left)} ${RELATIONS[sign] ?? sign} ${print(right)}`;
  }
}

/** Factors stand side by side; a dot only where digits would run together. */
function product(left: Tree, right: Tree): string {
  const joint = /^\d/.test(wrap(right, 3)) ? '\\cdot ' : right.kind === 'call' ? '\\,' : ' ';
  return wrap(left, 2) + joint + wrap(right, 3);
}

/** A long numerator over a number reads better as a fraction in front. */
function quotient(left: Tree, right: Tree): string {
  if (right.kind === 'number' && !short(left)) return `\\tfrac{1}{${print(right)}}${wrap(left, 2)}`;
  return `\\tfrac{${print(left)}}{${print(right)}}`;
}

/** A number, a name, or a power of one. */
const short = (tree: Tree): boolean =>
  tree.kind === 'number' ||
  tree.kind === 'name' ||
  (tree.kind === 'binary' && tree.sign === '^' && short(tree.left));

function call(called: string, inputs: readonly Tree[]): string {
  const [first, second, third] = inputs.map(print);
  switch (called) {
    case 'sqrt':
      return `\\sqrt{${first}}`;
    case 'cbrt':
      return `\\sqrt[3]{${first}}`;
    case 'abs':
      return `\\left|${first}\\right|`;
    case 'if':
      return `\\begin{cases}${second} & ${first}\\\\${third} & \\text{else}\\end{cases}`;
    case 'exp':
    case 'log':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'tanh':
    case 'min':
    case 'max':
      return `\\${called}(${inputs.map(print).join(', ')})`;
    default:
      throw new Unreadable();
  }
}

const wrap = (tree: Tree, needed: number): string =>
  strength(tree) < needed ? `(${print(tree)})` : print(tree);

function name(text: string): string {
  if (GREEK.has(text)) return `\\${text}`;
  return text.length === 1 ? text : `\\mathrm{${text.replace(/_/g, '\\_')}}`;
}
