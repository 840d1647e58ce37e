// Links as a stranger may write them, by families: each is refused, and the error names the key.
// What is odd and yet no mistake stands at the end.

/** A link, and the key that its error begins with. */
export type Refused = readonly [link: string, key: string];

const FUNCTION = '#v=1&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8';
const NETWORK = '#v=1&net=digits&o=gd:alpha=0.1';
const CSV = `#v=1&o=gd:alpha=0.1&net=csv`;
const SHA = '0123456789abcdef'.repeat(4);

/** What would run, or load something, if it ever became markup, an address or code. */
const SCRIPTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "';alert(1);//",
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '$' + '{alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '//example.invalid/x.js',
  '</title><script>alert(1)</script>',
];

/** Names that every object of JavaScript has, or may be made to have. */
const PROTOTYPES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
];

/** What reads unlike it is: marks of direction, invisible characters, letters like others. */
const DISGUISED = [
  ['a right-to-left override', 'gd\u202e'],
  ['an isolate', '\u2066gd\u2069'],
  ['a zero-width space', 'g\u200bd'],
  ['a joiner', 'g\u200dd'],
  ['a byte-order mark', '\ufeffgd'],
  ['a soft hyphen', 'g\u00add'],
  ['a Cyrillic letter', 'gԁ'],
  ['a full-width letter', 'ｇd'],
  ['a combining mark', 'gd\u0301'],
  ['a tag', 'gd\u{e0041}'],
] as const;

/** No numbers, though other languages may read them as such. */
const NO_NUMBERS = [
  ...[
    '0x10',
    '0b1',
    '0o7',
    '1_000',
    '1n',
    '١',
    '１',
    '½',
    '1e',
    '1e+',
    'e5',
    '.',
    '-',
    '--1',
    '+1',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'inf',
    'null',
    'true',
    '1;2',
    '1e5e5',
    '1.2.3',
    '%201',
    '1%00',
  ],
];
/** Numbers beyond all ranges. */
const BEYOND = ['1e999', '-1e999', '1e999999999', '9'.repeat(400), `-${'9'.repeat(400)}`];

/** Percent escapes that are none, or no UTF-8: cut off, overlong, surrogates, beyond Unicode. */
const ESCAPES = [
  ...['%', '%2', '%ZZ', '%+1', '%u0041', '%C3', '%C3%28', '%FF', '%80'],
  ...['%C0%80', '%C1%BF', '%E0%80%AF', '%ED%A0%80', '%F4%90%80%80', '%F0%80%80%AF'],
];

const deep = (levels: number): string => `${'('.repeat(levels)}x${')'.repeat(levels)}`;
const encoded = (text: string): string => encodeURIComponent(text);
const exactly = (bytes: number): string => {
  const head = `${FUNCTION}&engine=`;
  // What precedes # does not count.
  return head + 'x'.repeat(bytes + 1 - head.length);
};

const scripts: Refused[] = SCRIPTS.flatMap((script): Refused[] => [
  [`#v=1&f=${encoded(script)}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${encoded(script)}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&net=${encoded(script)}&o=gd:alpha=0.1`, 'net'],
  [`#v=1&f=two-wells&o=${encoded(script)}:alpha=0.1`, 'o'],
  [`${FUNCTION}&view=${encoded(script)}`, 'view'],
  [`${FUNCTION}&fp=${encoded(script)}`, 'fp'],
]);

const prototypes: Refused[] = PROTOTYPES.flatMap((name): Refused[] => [
  [`${FUNCTION}&${name}=1`, name],
  [`${FUNCTION}&p.${name}=1`, `p.${name}`],
  [`#v=1&f=${name}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=two-wells&o=${name}:alpha=0.1`, 'o'],
  [`#v=1&f=two-wells&o=gd:alpha=0.1:${name}=1`, 'o'],
  [`${NETWORK}&act=${name}`, 'act'],
  [`#v=1&net=digits:${name}=1&o=gd:alpha=0.1`, 'net'],
  [`#v=1&f=expr:x.${name}&o=gd:alpha=0.1`, 'f'],
]);

const disguised: Refused[] = DISGUISED.flatMap(([, rule]): Refused[] => [
  [`#v=1&f=two-wells&o=${encoded(rule)}:alpha=0.1`, 'o'],
  [`#v=1&f=expr:x${encoded(rule)}&o=gd:alpha=0.1`, 'f'],
  [`${FUNCTION}&${rule}=1`, rule],
]);

const numbers: Refused[] = [
  ...NO_NUMBERS.flatMap((text): Refused[] => [
    [`${FUNCTION}&steps=${text}`, 'steps'],
    [`#v=1&f=two-wells&o=gd:alpha=${text}`, 'o'],
  ]),
  ...BEYOND.flatMap((text): Refused[] => [
    [`${FUNCTION}&tol=${text}`, 'tol'],
    [`${FUNCTION}&start=${text},0`, 'start'],
    [`${FUNCTION}&p.kappa=${text}`, 'p.kappa'],
    [`${NETWORK}&seed=${text}`, 'seed'],
  ]),
  [`${FUNCTION}&seed=9007199254740992`, 'seed'],
  [`${FUNCTION}&steps=0`, 'steps'],
  [`${FUNCTION}&steps=-0`, 'steps'],
  [`${FUNCTION}&steps=1e-999999999`, 'steps'],
  [`#v=1&f=two-wells&o=gd:alpha=1e-999999999`, 'o'],
  [`#v=1&f=two-wells&o=gd:alpha=-0`, 'o'],
  [`#v=1&f=expr:x%2B1e400&o=gd:alpha=0.1`, 'f'],
  [`${FUNCTION}&window=-1e308,1e308,0,1`, 'window'],
  [`${FUNCTION}&window=1,-1,0,1`, 'window'],
  [`${NETWORK}&layers=${Array(9).fill(1)}`, 'layers'],
  [`${NETWORK}&layers=4096,4096`, 'layers'],
  [`${NETWORK}&samples=10&batch=11`, 'batch'],
];

const escapes: Refused[] = ESCAPES.flatMap((broken): Refused[] => [
  [`#v=1&f=expr:x${broken}&o=gd:alpha=0.1`, 'f'],
  [`${FUNCTION}&engine=${broken}`, 'engine'],
]);

/** Escapes are undone once, and in values alone. */
const encodings: Refused[] = [
  ['#v=1&f=two%2Dwells%2526o=gd&o=gd:alpha=0.1', 'f'],
  ['#v=1&f=expr:x%252B1&o=gd:alpha=0.1', 'f'],
  ['#v=1&f=two-wells%26o=gd:alpha=0.1', 'f'],
  ['#v=1&f=two-wells&o=gd%3Aalpha=0.1', 'o'],
  [`${FUNCTION}&%73teps=5`, '%73teps'],
  [`${FUNCTION}&start=0%2C0`, 'start'],
  ['#v%3D1&f=two-wells', 'v%3D1'],
  [`${FUNCTION}&#v=1`, '#v'],
];

const repeated: Refused[] = [
  ...['v=1', 'f=two-wells', 'view=filter', 'seed=1', 'window=0,1,0,1', 'steps=5', 'tol=1'],
  ...[
    'scale=log',
    'at=1',
    'select=0',
    'lambda=0,1',
    'engine=1',
    'p.kappa=2',
    'fp=0123456789abcdef',
  ],
].map((pair): Refused => {
  const twice = FUNCTION.includes(`${pair}&`) ? pair : `${pair}&${pair}`;
  return [`${FUNCTION}&${twice}`, pair.slice(0, pair.indexOf('='))];
});

const repeatedOfNetworks = [
  ...['net=digits', 'samples=9', 'layers=8', 'act=tanh', 'loss=ce', 'l2=1', 'init=he', 'batch=9'],
  ...['precision=f32', 'every=5', 'top=2', 'bottom=2', 'probes=2', 'depth=9'],
].map((pair): Refused => {
  const twice = NETWORK.includes(pair) ? pair : `${pair}&${pair}`;
  return [`${NETWORK}&${twice}`, pair.slice(0, pair.indexOf('='))];
});

const empty: Refused[] = [
  ['#&', 'link'],
  ['#=', 'link'],
  ['#===', 'link'],
  [`${FUNCTION}&`, 'link'],
  [`${FUNCTION}&&steps=5`, 'link'],
  [`${FUNCTION}&=5`, 'link'],
  [`${FUNCTION}&steps`, 'steps'],
  [`${FUNCTION}&steps=`, 'steps'],
  [`${FUNCTION}&start=`, 'start'],
  [`${FUNCTION}&start=,`, 'start'],
  [`${FUNCTION}&window=,,,`, 'window'],
  ['#v=1&f=&o=gd:alpha=0.1', 'f'],
  ['#v=1&f=expr:&o=gd:alpha=0.1', 'f'],
  ['#v=1&net=&o=gd:alpha=0.1', 'net'],
  ['#v=1&f=two-wells&o=', 'o'],
  ['#v=1&f=two-wells&o=gd:', 'o'],
  ['#v=1&f=two-wells&o=:alpha=1', 'o'],
  [`${NETWORK}&layers=8,,8`, 'layers'],
];

const versions: Refused[] = [
  ['#f=two-wells&o=gd:alpha=0.1', 'v'],
  ['#v=2&f=two-wells&o=gd:alpha=0.1', 'v'],
  ['#v=2&entirely=new', 'v'],
  ['#v=-1&f=two-wells&o=gd:alpha=0.1', 'v'],
  ['#v=1.5&f=two-wells&o=gd:alpha=0.1', 'v'],
  ['#v=one&f=two-wells&o=gd:alpha=0.1', 'v'],
  ['#v=&f=two-wells&o=gd:alpha=0.1', 'v'],
  [`${FUNCTION}&colour=red`, 'colour'],
  [`${FUNCTION}&V=1`, 'V'],
  [`${NETWORK}&dropout=0.5`, 'dropout'],
];

const large: Refused[] = [
  [`#v=1&f=two-wells${'&o=gd:alpha=0.1'.repeat(17)}`, 'o'],
  [`#v=1&f=two-wells&o=gd:alpha=0.1${'&start=1,1'.repeat(1025)}`, 'start'],
  [exactly(16_385), 'link'],
  [`#${'a'.repeat(100_000)}`, 'link'],
  [`#${'v=1&'.repeat(4_000)}`, 'link'],
  [`#${'p.a=1&'.repeat(2_700)}v=1`, 'f'],
  [`#v=1&f=expr:${deep(201)}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${deep(8_000)}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${'-'.repeat(16_000)}x&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${'x^'.repeat(8_000)}x&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${'sin('.repeat(4_000)}&o=gd:alpha=0.1`, 'f'],
  [`#v=1&f=expr:${'x*'.repeat(8_000)}x&o=gd:alpha=0.1`, 'f'],
  [`${FUNCTION}&${'k'.repeat(16_000)}=1`, 'k'.repeat(60)],
  [`${NETWORK}&layers=${Array(5_000).fill(1)}`, 'layers'],
  [`${FUNCTION}&fp=${Array(900).fill('0123456789abcdef')}`, 'fp'],
];

const tables: Refused[] = [
  [CSV, 'net'],
  [`${CSV}:sha256=${SHA}`, 'net'],
  [`${CSV}:label=y`, 'net'],
  [`${CSV}:sha256=${SHA.slice(1)}:label=y`, 'net'],
  [`${CSV}:sha256=${SHA}0:label=y`, 'net'],
  [`${CSV}:sha256=${SHA.toUpperCase()}:label=y`, 'net'],
  [`${CSV}:sha256=${SHA.replace('0', 'g')}:label=y`, 'net'],
  [`${CSV}:sha256=..%2F..%2Fetc%2Fpasswd:label=y`, 'net'],
  [`${CSV}:sha256=${SHA}:label=y:task=${encoded('<b>')}`, 'net'],
  [`${CSV}:sha256=${SHA}:label=y:url=${encoded('https://example.invalid')}`, 'net'],
  [`${CSV}:sha256=${SHA}:label=y:leave=a,,b`, 'net'],
  [`${CSV}:sha256=${SHA}:label=y:test=1`, 'net'],
];

const fingerprints: Refused[] = [
  ...['0', '0123456789abcde', '0123456789abcdef0', '0123456789ABCDEF', '0123456789abcdeg'],
  ...['0123456789abcdef,0123456789abcdef', ',', '0x123456789abcdef', '%200123456789abcde'],
].map((fp) => [`${FUNCTION}&fp=${fp}`, 'fp']);

/** Keys and numbers that are right somewhere else. */
const elsewhere: Refused[] = [
  [`${FUNCTION}&net=digits`, 'net'],
  [`${FUNCTION}&layers=8`, 'layers'],
  [`${FUNCTION}&every=5`, 'every'],
  [`${FUNCTION}&p.a=1`, 'p.a'],
  [`${FUNCTION}&kappa=1`, 'kappa'],
  [`${FUNCTION}&alpha=1`, 'alpha'],
  [`${FUNCTION}&grad_tol=1`, 'grad_tol'],
  [`${FUNCTION}&at=1001`, 'at'],
  [`${FUNCTION}&select=1`, 'select'],
  [`${NETWORK}&start=0,0`, 'start'],
  [`${NETWORK}&window=0,1,0,1`, 'window'],
  [`${NETWORK}&p.kappa=1`, 'p.kappa'],
  [`${NETWORK}&view=landscape`, 'view'],
  ['#v=1&net=chebyshev&loss=ce&o=gd:alpha=0.1', 'loss'],
  ['#v=1&f=two-wells&o=gd:alpha=0.1:beta=0.9', 'o'],
  ['#v=1&f=two-wells&o=gd:alpha=0.1:rho=0.1', 'o'],
  ['#v=1&f=two-wells&o=usam:alpha=0.1', 'o'],
  ['#v=1&f=two-wells&o=gd:momentum=nesterov:alpha=0.1', 'o'],
  ['#v=1&f=two-wells&o=adam:momentum=nesterov:alpha=0.1:beta=0.9', 'o'],
  ['#v=1&f=two-wells&o=gd:alpha=0.1:alpha=0.1', 'o'],
  ['#v=1&f=expr:x*a&o=gd:alpha=0.1', 'f'],
  ['#v=1&f=expr:x&p.a=1&o=gd:alpha=0.1', 'p.a'],
  ['#v=1&f=expr:sin(x)&p.sin=1&o=gd:alpha=0.1', 'p.sin'],
];

/** Links that are refused, and the keys that are named. */
export const REFUSED: readonly Refused[] = [
  ...[scripts, prototypes, disguised, numbers, escapes, encodings, repeated, repeatedOfNetworks],
  ...[empty, versions, large, tables, fingerprints, elsewhere],
].flat();

/** Odd links that are no mistake. */
export const HARMLESS: readonly string[] = [
  ...PROTOTYPES.map((name) => `#v=1&f=expr:${name}*x^2%2By^2&p.${name}=2&o=gd:alpha=0.1&start=1,1`),
  '#v=1&f=expr:__proto__*x^2%2Bconstructor*y^2&p.__proto__=2&p.constructor=1&o=gd:alpha=0.1&start=1,1',
  `${FUNCTION}&engine=${encoded(SCRIPTS[1] as string)}`,
  `${FUNCTION}&engine=${encoded('\u202e')}`,
  `#v=1&f=expr:${deep(200)}&o=gd:alpha=0.1&start=1,1`,
  `#v=1&f=expr:${'x*'.repeat(999)}x&o=gd:alpha=1e-9&start=0.5,1&steps=3`,
  '#v=1&f=two-wells&o=gd:alpha=1e6&start=1e308,-1e308',
  '#v=1&f=two-wells&o=gd:alpha=5e-324&start=1e-400,-0&steps=3',
  '#v=1&f=two-wells&p.kappa=1e308&o=gd:alpha=0.1&start=1,1&steps=3',
  '#v=1&f=two-wells&o=gd:alpha=0.1&start=1,1&window=0,1e-300,0,1e-300&steps=3',
  '#v=1&f=two-wells&o=gd:alpha=0.1&start=1,1&window=-8e307,8e307,-8e307,8e307&steps=3',
  '#v=1&f=expr:0*x&o=gd:alpha=0.1&start=1,1&steps=3',
  '#v=1&f=expr:log(-1)&o=gd:alpha=0.1&start=1,1&steps=3',
  '#v=1&f=expr:1/x&o=gd:alpha=0.1&start=0,0&steps=3',
  '#v=1.0&f=%74wo-wells&o=%67d:alpha=%30.1&start=1,1&steps=3',
  `#v=1&f=two-wells${'&o=gd:alpha=0.1'.repeat(16)}&start=1,1&steps=3`,
  `${CSV}:sha256=${SHA}:label=${encoded('<img src=x onerror=alert(1)>')}:file=${encoded('"><script>alert(1)</script>.csv')}`,
  `${CSV}:sha256=${SHA}:label=__proto__:leave=constructor,%2C,toString`,
];
