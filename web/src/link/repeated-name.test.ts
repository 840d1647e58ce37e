import { expect, test } from 'vitest';
import { repeatedName } from './repeated-name';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":1},"c":{"b":1,"d":[],"b":2}}', 'c.b'],
  ['{"o":[{"r":1},{"r":1,"r":1}]}', 'o[1].r'],
  ['{"o":[[0,{"r":{},"r":1}]]}', 'o[0][1].r'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a":"\\"}{:,","a":1}', 'a'],
  ['{"\\u001b[2J\\u202e":1,"\\u001b[2J\\u202e":2}', '\\u{1b}[2J\\u{202e}'],
])('%s gives %s twice', (json, path) => {
  expect(repeatedName(json)).toBe(path);
});

test.each([
  '{}',
  '7',
  '"a:a"',
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":"a:","c":["a","a"]}',
  '{"a\\"":1,"a":2}',
])('%s gives no name twice', (json) => {
  expect(repeatedName(json)).toBeNull();
});

test('long texts and deep nesting take no time', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(repeatedName(`{"a":"${'\\\\'.repeat(200_000)}","b":${deep},"a":1}`)).toBe('a');
});
