import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { number } from '../../web/src/words/numbers.ts';
import reference from '../reference/expressions.json' with { type: 'json' };
import { addressHolds, faults, hashOf, outcome, textOf, type } from './explore.ts';
import { visit } from './page.ts';

interface Case {
  source: string;
  params: Record<string, number>;
  points?: { x: number[]; f: number | null }[];
  definability?: string;
  smoothness?: string;
  error_column?: number | null;
  expected?: string;
}

const cases = reference.cases as unknown as Case[];

/** An unknown name is an error in a link; in the editor it is a new parameter, unless it is called. */
const becomesParameter = (source: string, expected: string | undefined): boolean =>
  expected === 'x, y, a parameter or a function name' && !source.includes('foo(');

/** One step too short to see from a start: the table then shows f at the start. */
const at = ([x, y]: readonly number[]): string =>
  `#v=1&f=expr:x%2By&o=gd:alpha=1e-300&start=${x},${y}&steps=1`;

/** Puts a text in the place of the one in the editor, as a paste does. */
async function write(page: Page, source: string): Promise<void> {
  await page.waitForSelector('es-function-editor textarea');
  await page.$eval('textarea', (area) => area.select());
  if (source === '') await page.keyboard.press('Delete');
  else await page.keyboard.sendCharacter(source);
}

/** Waits until the engine has taken the text, and all that hangs on it is shown. */
const accepted = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const area = document.querySelector('textarea');
    return (
      area?.getAttribute('aria-invalid') === 'false' &&
      document.querySelector('es-sentence .stale') === null &&
      document.querySelector('table.full tbody td') !== null
    );
  });

const refused = (page: Page): Promise<unknown> => page.waitForSelector('.source mark');

test('what is typed has the values and badges of the reference', async () => {
  const valid = cases.flatMap(({ points, ...rest }) =>
    points?.[0] ? [{ ...rest, point: points[0] }] : [],
  );
  const start = valid[0]?.point.x ?? [];
  await visit(at(start), async ({ page, complaints }) => {
    await outcome(page);
    for (const { source, params, point, definability, smoothness } of valid) {
      expect(point.x).toEqual(start);
      await write(page, source);
      for (const [name, value] of Object.entries(params)) await type(page, name, String(value));
      const shown = (wanted: string): boolean =>
        [
          document.querySelector('es-function-editor textarea')?.getAttribute('aria-invalid'),
          document.querySelector('es-sentence .stale') ? 'stale' : 'fresh',
          document.querySelector('table.full td:nth-child(6)')?.textContent,
          ...[...document.querySelectorAll('es-function-editor .badge')].map(
            (badge) => badge.textContent,
          ),
        ].join('; ') === wanted;
      const badges = [definability, smoothness?.replace('C2', 'C²')];
      const wanted = ['false', 'fresh', number(point.f), ...badges].join('; ');
      await page.waitForFunction(shown, {}, wanted).catch((thrown: unknown) => {
        throw new Error(`${source}: not ${wanted}`, { cause: thrown });
      });
    }
    expect(complaints).toEqual([]);
  });
});

describe('a mistake is marked under its very column', () => {
  test('of every text of the reference that is one', async () => {
    await visit(at([1, 1]), async ({ page, complaints }) => {
      const told = await outcome(page);
      const link = await hashOf(page);
      for (const { source, error_column, expected } of cases) {
        if (typeof error_column !== 'number' || becomesParameter(source, expected)) continue;
        await write(page, source);
        await page.waitForFunction(
          (column) =>
            document.querySelector('.source mark .visually-hidden')?.textContent ===
            `error at column ${column}`,
          {},
          error_column,
        );
        const before = await page.$eval('.source .echo', (echo) => echo.firstChild?.textContent);
        expect([...(before ?? '')].length, source).toBe(error_column - 1);
        expect(await textOf(page, '.source-says')).toContain(`column ${error_column}: `);
      }
      // The last good picture stays.
      expect(await hashOf(page)).toBe(link);
      expect(await textOf(page, 'es-sentence .sentence')).toBe(told);
      expect(complaints).toEqual([]);
    });
  });

  test('wherever lines break', async () => {
    await visit(at([1, 1]), async ({ page }) => {
      await outcome(page);
      const term = '(x^2 - 1)^2 + abs(y)*max(x, 0) + ';
      const source = `${term.repeat(6)}$`;
      await write(page, source);
      await refused(page);
      // The field's own text cannot be measured: a copy with the same width and font can.
      const [mark, wanted, overflow] = await page.evaluate((text) => {
        const area = document.querySelector('textarea') as HTMLTextAreaElement;
        const copy = document.createElement('div');
        const { font, padding, border, overflowWrap } = getComputedStyle(area);
        Object.assign(copy.style, { font, padding, border, overflowWrap });
        Object.assign(copy.style, { whiteSpace: 'pre-wrap', width: `${area.offsetWidth}px` });
        copy.style.boxSizing = 'border-box';
        copy.textContent = text;
        document.body.append(copy);
        const range = document.createRange();
        range.setStart(copy.firstChild as Node, text.length - 1);
        range.setEnd(copy.firstChild as Node, text.length);
        const [own, field, real] = [range, area, document.querySelector('.source mark')].map((it) =>
          it?.getBoundingClientRect(),
        );
        const [top, left] = [copy.getBoundingClientRect().top, copy.getBoundingClientRect().left];
        copy.remove();
        if (!own || !field || !real) throw new Error('not there');
        return [
          [real.left - field.left, real.top - field.top],
          [own.left - left, own.top - top],
          area.scrollHeight - area.clientHeight,
        ] as const;
      }, source);
      expect(mark[0]).toBeCloseTo(wanted[0] as number, 0);
      expect(mark[1]).toBeCloseTo(wanted[1] as number, 0);
      expect(overflow).toBeLessThanOrEqual(1);
    });
  });

  test('at the end of the text, and it goes when the text is mended', async () => {
    await visit(at([1, 1]), async ({ page }) => {
      await outcome(page);
      await write(page, 'x^2 +');
      await refused(page);
      expect(await textOf(page, '.source-says')).toBe(
        "column 6: expected a number, a name, '-' or '(', got the end",
      );
      await page.keyboard.type(' y^2');
      await accepted(page);
      expect(await page.$('.source mark')).toBeNull();
      await addressHolds(page, 'f=expr:x^2%20%2B%20y^2');
    });
  });

  test('said politely, once the hand rests', async () => {
    await visit(at([1, 1]), async ({ page }) => {
      await outcome(page);
      expect(await page.$('es-function-editor [role=alert]')).toBeNull();
      await write(page, 'x^2 + $');
      await page.waitForFunction(() =>
        [...document.querySelectorAll('[role=status]')].some((status) =>
          status.textContent?.startsWith('Formula, column 7: expected'),
        ),
      );
    });
  });
});

describe('parameters', () => {
  const names = (page: Page): Promise<string[]> =>
    page.$$eval('es-function-editor .number label', (labels) =>
      labels.map((label) => label.textContent?.trim() ?? ''),
    );
  const named = (page: Page, wanted: string): Promise<unknown> =>
    page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('es-function-editor .number label')]
          .map((label) => label.textContent?.trim())
          .join() === text,
      {},
      wanted,
    );

  test('become sliders as they are typed, go with their name, and come back with their value', async () => {
    await visit(at([1, 1]), async ({ page, complaints }) => {
      await outcome(page);
      await write(page, 'a*x^2 + b*y^2');
      await named(page, 'a,b');
      expect(await page.$$eval('es-function-editor input[type=range]', (all) => all.length)).toBe(
        2,
      );
      await addressHolds(page, 'p.a=1&p.b=1');
      await type(page, 'b', '7');
      await addressHolds(page, 'p.b=7');
      await write(page, 'a*x^2');
      await named(page, 'a');
      await write(page, 'a*x^2 + c*b');
      await named(page, 'a,b,c');
      await addressHolds(page, 'p.a=1&p.b=7&p.c=1');
      expect(await names(page)).toEqual(['a', 'b', 'c']);
      expect(complaints).toEqual([]);
    });
  });

  test('may have any name that is not the language’s own', async () => {
    await visit(at([1, 1]), async ({ page }) => {
      await outcome(page);
      await write(page, 'X + constructor*x + if_*y');
      await named(page, 'X,constructor,if_');
      await addressHolds(page, 'p.X=1&p.constructor=1&p.if_=1');
    });
  });

  test('that change a badge change it at once, with its reason', async () => {
    await visit(at([1, 1]), async ({ page }) => {
      await outcome(page);
      await write(page, '1/(x^2 + a)');
      await accepted(page);
      await page.waitForFunction(() =>
        document.querySelector('es-function-editor .badges')?.textContent?.includes('C²'),
      );
      expect(await textOf(page, 'es-function-editor .hypotheses')).toBe('semialgebraic C²');
      await type(page, 'a', '-1');
      await page.waitForSelector('es-function-editor .notes');
      expect(await textOf(page, 'es-function-editor .hypotheses')).toBe(
        'semialgebraic not certified C² 1/(x^2 + a) at column 1 divides by x^2 + a, not certified ≠ 0: ' +
          'not certified C²; the theorem needs C²',
      );
    });
  });
});

test.each(['light', 'dark'])('axe finds nothing with a mistake in the text, %s', async (value) => {
  await visit('#v=1&f=expr:x^2%2By^2&o=gd:alpha=0.1&start=1,1', async ({ page }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await outcome(page);
    await write(page, 'a*max(x, 0)^2 + b_2*y^2');
    await accepted(page);
    await write(page, 'a*max(x, 0)^2 + * b_2');
    await refused(page);
    expect(await faults(page)).toEqual([]);
  });
});

test('any function of the catalogue can be edited: the picture stays, and back leads back', async () => {
  const link = '#v=1&f=himmelblau&o=gd:alpha=0.01&start=1,1';
  await visit(link, async ({ page, complaints }) => {
    const told = await outcome(page);
    await page.click('es-plane-controls button.quiet');
    await addressHolds(page, 'f=expr:(x^2%2By-11)^2');
    // Its window is not an own function's usual one.
    await addressHolds(page, 'window=-5,5,-5,5');
    await page.waitForFunction(() => document.activeElement?.matches('textarea'));
    expect(await outcome(page)).toBe(told);
    await page.goBack();
    await page.waitForSelector('es-plane-controls button.quiet');
    expect(await hashOf(page)).toBe(link);
    expect(complaints).toEqual([]);
  });
});

test('the newest text wins, however fast they follow', async () => {
  await visit(at([1, 1]), async ({ page }) => {
    await outcome(page);
    await page.$eval('textarea', (area) => {
      for (let i = 0; i < 200; i += 1) {
        area.value = i % 3 === 0 ? `x^2 + ${i}*` : `x^2 + ${i}`;
        area.dispatchEvent(new Event('input'));
        area.dispatchEvent(new Event('change'));
      }
    });
    await addressHolds(page, 'f=expr:x^2%20%2B%20199');
    await accepted(page);
    expect(await page.$eval('textarea', (area) => area.value)).toBe('x^2 + 199');
  });
});

test.each([
  ['2,000 characters', `${'x+'.repeat(999)}y`],
  ['200 levels', `${'('.repeat(200)}x${')'.repeat(200)}`],
  ['200 exponents', `${'x^'.repeat(180)}2`],
])('%s break nothing', async (_, source) => {
  await visit(at([1, 1]), async ({ page, complaints }) => {
    await outcome(page);
    for (const width of [1280, 390]) {
      await page.setViewport({ width, height: 844 });
      await page.$eval('details.controls', (details) => {
        details.open = true;
      });
      await write(page, 'x');
      await accepted(page);
      await write(page, source);
      await page.waitForFunction(
        (text) => document.title.startsWith(text.slice(0, 20)),
        {},
        source,
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const { height } = (await (await page.$('.source'))?.boundingBox()) ?? { height: 1e9 };
      expect(height).toBeLessThan(300);
    }
    expect(complaints).toEqual([]);
  });
});
