import { expect, inject, test } from 'vitest';
import { faults, outcome } from './explore.ts';
import { visit } from './page.ts';

const VIEWS = {
  landscape: '',
  network: '#v=1&net=chebyshev&layers=8&o=gd:alpha=0.1&steps=40',
  'looked-back-on network':
    '#v=1&net=chebyshev&layers=8&o=gd:alpha=0.1&o=adam:alpha=0.01&steps=40&at=20',
  filter: '#v=1&view=filter&f=two-wells&o=gd:alpha=0.16&o=sam:alpha=0.16:rho=0.2&start=0.7,0.8',
  compare: '#v=1&view=compare&f=two-wells&o=gd:alpha=0.16&o=sam:alpha=0.16:rho=0.2&start=0.7,0.8',
  'comparing network':
    '#v=1&view=compare&net=chebyshev&layers=8&o=gd:alpha=0.1&o=adam:alpha=0.01&steps=40',
};

for (const [view, link] of Object.entries(VIEWS))
  for (const scheme of ['light', 'dark'])
    test(`axe finds nothing in the ${view} view, ${scheme}`, async () => {
      await visit('about:blank', async ({ page }) => {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.goto(inject('address') + link);
        await outcome(page);
        await page.waitForSelector('.equalizer .knob, .compared canvas');
        expect(await faults(page)).toEqual([]);
      });
    });

test('the picture is told in words, and every start has a name', async () => {
  await visit('.', async ({ page }) => {
    await outcome(page);
    const described = await page.$eval('.overlay', (svg) =>
      (svg.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent?.trim() ?? ''),
    );
    expect(described.join(' ')).toContain('gd settled');
    expect(described.join(' ')).toContain('arrow keys');
    const names = await page.$$eval('.start', (starts) =>
      starts.map((start) => start.getAttribute('aria-label')),
    );
    expect(names[0]).toMatch(/start 1 of 3: x 0.7, y 0.8/);
  });
});
