// The same links by the terminal's engine: quick, and every surface has the same.

import { describe, expect, test } from 'vitest';
import type { SpecError } from '../../web/src/generated/types.ts';
import { engine } from '../../web/src/terminal/engine.ts';
import { HARMLESS, REFUSED } from './links.ts';

const { parseLink, printLink, readSpec } = await engine();

function errorOf(link: string): SpecError | null {
  try {
    parseLink(link);
    return null;
  } catch (thrown) {
    return thrown as SpecError;
  }
}

const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

describe('hostile links', () => {
  test('are many, and no two alike', () => {
    expect(new Set(REFUSED.map(([link]) => link)).size).toBe(REFUSED.length);
    expect(REFUSED.length).toBeGreaterThan(300);
  });

  test('are refused by the key that is wrong, in one line of plain sight', () => {
    for (const [link, key] of REFUSED) {
      const error = errorOf(link);
      expect(error, shortened(link)).not.toBeNull();
      const { field, got, message } = error as SpecError;
      const shown = key.replace(
        /[\p{Cc}\p{Cf}]/gu,
        (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`,
      );
      expect(message.startsWith(shown), `${shortened(link)}: ${message}`).toBe(true);
      expect(message.slice(shown.length), shortened(link)).toMatch(/^([:. ([]|k+…)/);
      for (const text of [field, got, message])
        expect(text, shortened(link)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(field.length + got.length).toBeLessThan(200);
    }
  });
});

test('odd links that are no mistake are read, and their specs mean the same again', () => {
  for (const link of HARMLESS) {
    expect(errorOf(link), shortened(link)).toBeNull();
    const { spec, beside } = parseLink(link);
    const again = parseLink(printLink(readSpec(structuredClone(spec)), beside));
    expect(again.spec).toEqual(spec);
  }
});

test('a parameter may have any name, those of every object too', () => {
  const { spec } = parseLink('#v=1&f=expr:__proto__*x&p.__proto__=2&o=gd:alpha=0.1&start=1,1');
  const { params } = spec.objective as { params: object };
  expect(Object.entries(params)).toEqual([['__proto__', 2]]);
  expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
});
