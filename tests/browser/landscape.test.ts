import { describe, expect, inject, test } from 'vitest';
import presets from '../reference/presets.json' with { type: 'json' };
import { addressHolds, follow, hashOf, middleOf, outcome, textOf, type } from './explore.ts';
import { visit } from './page.ts';

const [refusal] = presets.presets as {
  link: string;
  outcome: { status: string; steps: number }[];
}[];

describe('opening', () => {
  test('shows the refusal, already run, and says it in words', async () => {
    await visit('.', async ({ page, complaints }) => {
      expect(await outcome(page)).toBe(
        'gd settled at (1, 0): the largest eigenvalue there, λ = 10, is under its bound 12.5. ' +
          'usam, usam2 and husam refuse that point: their bounds 5.79, 6.22 and 6.64 lie below 10. ' +
          'They settled at (−1, 0) instead, where λ = 1.',
      );
      expect(await hashOf(page)).toBe(refusal?.link);
      expect(complaints).toEqual([]);
    });
  });

  test('every run ends as the reference says', async () => {
    await visit('.', async ({ page }) => {
      await outcome(page);
      const rows = await page.$$eval('table.full tbody tr', (trs) =>
        trs.map((tr) => [...tr.children].map((cell) => cell.textContent?.trim() ?? '')),
      );
      expect(rows).toHaveLength(12);
      rows.forEach((row, i) => {
        const wanted = refusal?.outcome[i];
        expect(row[2]).toBe(wanted?.status);
        expect(Math.abs(Number(row[3]) - (wanted?.steps ?? 0))).toBeLessThanOrEqual(3);
        expect(row[10]).toContain('✓');
      });
    });
  });

  test('a link restores what it holds: parameters, scale, the step shown, the selection', async () => {
    const link =
      '#v=1&f=ravine&p.kappa=8&o=gd:alpha=0.2&o=gd:alpha=0.1&start=1,0.5&scale=log&at=3&select=1';
    await visit(link, async ({ page, complaints }) => {
      await outcome(page);
      expect(await hashOf(page)).toBe(link);
      expect(await textOf(page, 'output.step')).toMatch(/^step 3 of/);
      expect(
        await page.$eval(
          '.scale label:nth-child(2) input',
          (radio) => (radio as HTMLInputElement).checked,
        ),
      ).toBe(true);
      expect(
        await page.$$eval('.chip', (chips) =>
          chips.map((chip) => chip.getAttribute('aria-pressed')),
        ),
      ).toEqual(['false', 'true']);
      expect(complaints).toEqual([]);
    });
  });

  test('a link without starts shows the map and says what to do', async () => {
    await visit('#v=1&f=himmelblau&o=gd:alpha=0.01', async ({ page, complaints }) => {
      await page.waitForSelector('es-sentence .sentence');
      expect(await textOf(page, 'es-sentence .sentence')).toMatch(/^Click the map/);
      expect(complaints).toEqual([]);
    });
  });
});

describe('starts', () => {
  const link = '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8';

  test('a drag moves the start, its runs and the address; back undoes it', async () => {
    await visit(link, async ({ page, complaints }) => {
      await outcome(page);
      const { x, y } = await middleOf(page, '.start .ring');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 60, y + 30, { steps: 8 });
      await page.mouse.up();
      await page.waitForFunction((old) => location.hash !== old, {}, link);
      const moved = await hashOf(page);
      expect(moved).toMatch(/start=0\.\d+,0\.\d+$/);
      await outcome(page);
      await page.goBack();
      await page.waitForFunction((old) => location.hash === old, {}, link);
      await page.waitForFunction(() =>
        document.querySelector('.start')?.getAttribute('aria-label')?.includes('x 0.7'),
      );
      await page.goForward();
      await page.waitForFunction((hash) => location.hash === hash, {}, moved);
      expect(complaints).toEqual([]);
    });
  });

  test('a click on the map adds one', async () => {
    await visit(link, async ({ page }) => {
      await outcome(page);
      const { x, y } = await middleOf(page, '.plane');
      await page.mouse.click(x, y);
      await page.waitForFunction(() => document.querySelectorAll('.start').length === 2);
      await addressHolds(page, 'start=0.7,0.8&start=0,0');
    });
  });

  test('keys move, add and delete the focused one', async () => {
    await visit(link, async ({ page }) => {
      await outcome(page);
      await page.$eval('.start', (start) => (start as SVGElement).focus());
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(
        () => !document.querySelector('.start')?.getAttribute('aria-label')?.includes('x 0.7,'),
      );
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('.start').length === 2);
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-start') === '1');
      await page.keyboard.press('Delete');
      await page.waitForFunction(() => document.querySelectorAll('.start').length === 1);
      expect(await outcome(page)).toContain('gd');
    });
  });

  test('one outside the window runs and is marked at the edge', async () => {
    await visit('#v=1&f=two-wells&o=gd:alpha=0.01&start=2.5,0', async ({ page }) => {
      await outcome(page);
      expect(await page.$eval('.start', (start) => start.getAttribute('aria-label'))).toContain(
        'outside the window',
      );
    });
  });
});

describe('settings', () => {
  test('a refused value is explained at its field, and the last good picture stays', async () => {
    await visit('.', async ({ page, complaints }) => {
      const told = await outcome(page);
      const link = await hashOf(page);
      await type(page, 'gd step α', '-1');
      await page.waitForSelector('.number .error');
      expect(await textOf(page, '.number .error')).toContain('alpha');
      expect(await textOf(page, 'es-sentence .sentence')).toBe(told);
      expect(await hashOf(page)).toBe(link);
      await type(page, 'gd step α', '0.13');
      await page.waitForFunction(() => !document.querySelector('.number .error'));
      await addressHolds(page, 'o=gd:alpha=0.13');
      expect(await outcome(page)).toContain('its bound 15.4');
      expect(complaints).toEqual([]);
    });
  });

  test('optimizers come and go, and change their rule', async () => {
    await visit('#v=1&f=two-wells&o=gd:alpha=0.16&start=0.7,0.8', async ({ page }) => {
      await outcome(page);
      await page.click('es-optimizers .add');
      await page.waitForFunction(() => document.querySelectorAll('.optimizer').length === 2);
      await page.select('select[aria-label^="rule of gd"]', 'sam');
      await addressHolds(page, 'o=sam:alpha=0.16:rho=');
      await page.click('[aria-label^="remove sam"]');
      await page.waitForFunction(() => document.querySelectorAll('.optimizer').length === 1);
    });
  });

  test('another function brings its own window and formula', async () => {
    await visit('.', async ({ page, complaints }) => {
      await outcome(page);
      await page.select('es-plane-controls select', 'himmelblau');
      await addressHolds(page, 'f=himmelblau');
      await page.waitForSelector('es-formula math');
      expect(complaints).toEqual([]);
    });
  });
});

describe('playback', () => {
  test('keys step, jump and play', async () => {
    await visit('.', async ({ page }) => {
      await outcome(page);
      await page.focus('.transport input');
      await page.keyboard.press('Home');
      await addressHolds(page, 'at=0');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await addressHolds(page, 'at=2');
      expect(await textOf(page, 'output.step')).toMatch(/^step 2 of/);
      await page.keyboard.press('Space');
      await page.waitForSelector('[aria-label=pause]');
      await page.keyboard.press('Space');
      await page.waitForSelector('[aria-label=play]');
      await page.keyboard.press('End');
      await page.waitForFunction(() => !location.hash.includes('at='));
    });
  });

  test('with reduced motion the result stands at once', async () => {
    await visit('about:blank', async ({ page }) => {
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await page.goto(inject('address'));
      await outcome(page);
      expect(await page.$('[aria-label=pause]')).toBeNull();
    });
  });
});

describe('what the theorem says nothing about', () => {
  test.each([
    [
      '#v=1&f=ravine&p.kappa=8&o=gd:alpha=0.25&start=1,0.5',
      'jumps between two points for ever: not converged, so the theorem is silent',
    ],
    ['#v=1&f=ravine&o=gd:alpha=0.11&start=2,1', 'diverged: the theorem is silent'],
    [
      '#v=1&f=quartic&o=gd:alpha=0.1&start=1,1',
      'had not converged after 1000 steps: the theorem does not apply',
    ],
    ['#v=1&f=two-wells&o=usam:alpha=0.01:rho=2&start=0.63,0.62', 'came to rest at a phantom'],
    ['#v=1&f=two-wells&o=sam:alpha=0.05:rho=0&start=0.7,0.8', 'the theorem gives no verdict'],
  ])('%s', async (link, words) => {
    await visit(link, async ({ page, complaints }) => {
      const told = await outcome(page);
      expect(told).toContain(words);
      expect(
        await page.$$eval('.readout .mark', (marks) => marks.map((mark) => mark.textContent)),
      ).toEqual(['–']);
      expect(complaints).toEqual([]);
    });
  });

  test.each([
    [
      '#v=1&f=bump&o=gd:alpha=0.1&o=husam:alpha=0.1:rho=0.1&start=0,0.5',
      'For husam the theorem is silent',
    ],
    ['#v=1&f=expr:x^2-cos(3*x)%2By^2&o=gd:alpha=0.1&start=0.3,0.3', 'f is not certified definable'],
    ['#v=1&f=expr:max(0%2Cx)^2%2Bx^2%2By^2&o=gd:alpha=0.1&start=0.3,0.3', 'f is not certified C²'],
  ])('what the theorem needs of f is not there: %s', async (link, words) => {
    await visit(link, async ({ page, complaints }) => {
      expect(await outcome(page)).toContain(words);
      expect(complaints).toEqual([]);
    });
  });

  test('more than 10⁹ gradients are not run before a yes', async () => {
    const starts = Array.from({ length: 120 }, (_, i) => `&start=${i / 100},1`).join('');
    await visit(`#v=1&f=quartic&o=gd:alpha=0.000001${starts}&steps=10000000`, async ({ page }) => {
      await page.waitForSelector('dialog.ask[open]');
      expect(await textOf(page, 'dialog.ask')).toContain('gradients');
      await page.click('dialog.ask button:last-child');
      await page.waitForFunction(() => !document.querySelector('dialog.ask[open]'));
      expect(await textOf(page, 'es-sentence .sentence')).toContain('Not run');
    });
  });
});

describe('an own function', () => {
  const link = '#v=1&f=expr:(x^2-1)^2%2Ba*y^2&p.a=1&o=gd:alpha=0.1&start=0.5,0.5';

  test('runs, and is set as mathematics', async () => {
    await visit(link, async ({ page, complaints }) => {
      expect(await outcome(page)).toContain('gd settled at (1, 0)');
      await page.waitForSelector('es-formula math');
      expect(complaints).toEqual([]);
    });
  });

  test('with a mistake names its column, and the last good one stays', async () => {
    await visit(link, async ({ page }) => {
      await outcome(page);
      await page.$eval('textarea', (area) => {
        (area as HTMLTextAreaElement).value = '(x^2-1)^2 + *y^2';
        area.dispatchEvent(new Event('change'));
      });
      await page.waitForSelector('.controls .error');
      expect(await textOf(page, '.controls .error')).toContain('column 13');
      expect(await hashOf(page)).toBe(link);
    });
  });
});

test('an engine that dies is replaced: one message, and the settings stay', async () => {
  await visit('.', async ({ page }) => {
    await outcome(page);
    const link = await hashOf(page);
    const [worker] = page.workers();
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error('unreachable executed');
      });
    });
    await page.waitForSelector('.message');
    expect(await textOf(page, '.message')).toContain('Your settings are kept');
    expect(await hashOf(page)).toBe(link);
    await type(page, 'gd step α', '0.13');
    await addressHolds(page, 'o=gd:alpha=0.13');
    await page.waitForFunction(() =>
      document.querySelector('es-sentence')?.textContent?.includes('15.4'),
    );
    expect(await page.$$eval('.message', (all) => all.length)).toBe(1);
  });
});

test('a finger drags a start without scrolling the page', async () => {
  await visit('about:blank', async ({ page }) => {
    await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
    await page.goto(inject('address'));
    await outcome(page);
    const link = await hashOf(page);
    const { x, y } = await middleOf(page, '.start .ring');
    await page.touchscreen.touchStart(x, y);
    for (let i = 1; i <= 10; i += 1) await page.touchscreen.touchMove(x - 4 * i, y + 5 * i);
    await page.touchscreen.touchEnd();
    await page.waitForFunction((old) => location.hash !== old, {}, link);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});

test('at a phone’s width nothing runs off the side', async () => {
  await visit('about:blank', async ({ page }) => {
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(inject('address'));
    await outcome(page);
    for (const link of [refusal?.link ?? '', '#v=1&net=chebyshev&o=gd:alpha=0.1&steps=20']) {
      await follow(page, link);
      await outcome(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        390,
      );
    }
  });
});
