// Data on the page: pictures as pictures, and a table of the user's own from file to training.

import type { ElementHandle, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { fileForTest } from '../files.ts';
import { addressHolds, faults, hashOf, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

const NETWORK = '#v=1&net=chebyshev&layers=3&o=gd:alpha=0.1&steps=20&every=10';

/** Two classes of flowers, a column of words, a row without a value; as spreadsheets write it. */
const FLOWERS = `\uFEFFsepal,"hue, of petal",species\r\n${Array.from({ length: 20 }, (_, i) => `${4 + i / 10},pale,${i < 10 ? 'setosa' : 'virginica'}`).join('\r\n')}\r\n,dark,setosa\r\n`;

async function openImport(page: Page): Promise<void> {
  await page.waitForSelector('es-network-controls select');
  await page.select('select[aria-label="data"]', 'csv');
  await page.waitForSelector('.table-import[open] textarea');
}

async function give(page: Page, path: string): Promise<void> {
  const input = (await page.$('.table-import input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.$eval(
    '.table-import textarea',
    (area, value) => {
      area.value = value;
    },
    text,
  );
  await page.click('.table-import .paste button');
}

const says = (page: Page, selector: string, text: string): Promise<unknown> =>
  page.waitForFunction(
    (where, what) =>
      document.querySelector(where)?.textContent?.replace(/\s+/g, ' ').includes(what),
    {},
    selector,
    text,
  );

test('MNIST is shown as pictures, with its licence', async () => {
  await visit(NETWORK.replace('chebyshev', 'mnist&samples=30'), async ({ page, complaints }) => {
    await page.$eval('es-data', (element) => element.scrollIntoView());
    await page.waitForSelector('.samples canvas');
    expect(await textOf(page, 'es-data')).toMatch(/MNIST .* CC BY-SA 3\.0/);
    const [names, ink] = await page.$$eval('.samples li', (items) => [
      items.slice(0, 5).map((item) => item.textContent?.trim()),
      items.map((item) => {
        const canvas = item.querySelector('canvas') as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, 28, 28) ?? { data: [] };
        return data.filter((value, i) => i % 4 === 3 && value > 0).length;
      }),
    ]);
    expect(names).toEqual(['3', '8', '0', '5', '1']);
    expect(ink?.every((pixels) => Number(pixels) > 20)).toBe(true);
    expect(complaints).toEqual([]);
  });
});

test('a file becomes data: preview, choices, training, and a link that names it', async () => {
  await visit(NETWORK, async ({ page, complaints }) => {
    await openImport(page);
    await give(page, await fileForTest('flowers.csv', FLOWERS));
    await says(page, '.table-outcome', '2 classes: setosa and virginica');
    const told = await textOf(page, '.table-import');
    expect(told).toContain('21 rows of 3 columns');
    expect(told).toContain('1 row with a missing value is left out: line 22 (sepal).');
    expect(
      await page.$$eval('.table-import th', (heads) => heads.map((head) => head.textContent)),
    ).toEqual(['sepal', 'hue, of petal', 'species']);
    expect(await page.$$eval('.table-import .table-preview tbody tr', (rows) => rows.length)).toBe(
      8,
    );
    expect(await faults(page)).toEqual([]);
    // The column of words is out; asked for, it is refused by name, and nothing is lost.
    const words = await page.$('.columns label:last-child input');
    await words?.click();
    await says(page, '.table-outcome', 'Line 2, column 2: “pale” is not a number');
    expect(
      await page.$eval('.table-import .primary', (button) => button.hasAttribute('disabled')),
    ).toBe(true);
    await words?.click();
    await says(page, '.table-outcome', '2 classes');
    await page.click('.table-import .primary');
    await addressHolds(
      page,
      ':label=species:file=flowers.csv:leave=hue%2C%20of%20petal:standardise=1',
    );
    expect(await page.$('.table-import')).toBeNull();
    await page.click('.training .primary');
    await outcome(page);
    expect(await textOf(page, 'es-charts')).toContain('accuracy');
    expect(complaints).toEqual([]);
  });
});

/** Goes to an element by the Tab key alone. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((where) => document.activeElement?.matches(where), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never comes to ${selector}`);
}

/** A regression of three inputs, whose label is not the last column. */
const HOUSES = `rooms,price,age,floor\n${Array.from({ length: 30 }, (_, i) => `${1 + (i % 5)},${i * 1.5 + (i % 3) + 0.25},${i % 17},${i % 4}`).join('\n')}\n`;

test('the keyboard alone brings a table from its text to training, and to its picture', async () => {
  await visit(NETWORK, async ({ page, complaints }) => {
    await page.waitForSelector('es-network-controls select');
    await outcome(page);
    await tabTo(page, 'select[aria-label="data"]');
    await page.keyboard.type('csv');
    await page.waitForSelector('.table-import[open] textarea');
    await tabTo(page, '.table-import textarea');
    await page.keyboard.sendCharacter(HOUSES);
    await tabTo(page, '.table-import .paste button');
    await page.keyboard.press('Enter');
    await says(page, '.table-outcome', 'learns “floor”, one of 4 classes');
    // The first choice has the focus that went with the button.
    await page.waitForFunction(() => document.activeElement?.matches('.table-choices select'));
    await page.keyboard.type('price');
    await says(page, '.table-outcome', 'From 3 inputs a network learns the number “price”');
    await tabTo(page, '.table-import .buttons .primary');
    await page.keyboard.press('Enter');
    await addressHolds(page, ':label=price:standardise=1');
    await tabTo(page, '.training .primary');
    await page.keyboard.press('Enter');
    await outcome(page);
    await page.$$eval('details.panel > summary', (all) =>
      all.find(({ textContent }) => textContent === 'What it does')?.focus(),
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector('es-outputs es-plot canvas');
    expect(await textOf(page, 'es-outputs .small-maps')).toContain('price, true');
    // More rows than there are: said at the setting, before anyone trains.
    const samples = '[id$="objective.samples"]';
    await page.focus(samples);
    await page.$eval(samples, (input) => (input as HTMLInputElement).select());
    await page.keyboard.type('500');
    await page.keyboard.press('Enter');
    await says(page, `.choice:has(${samples}) .error`, '500 is out of range; allowed: 1 to 24');
    expect(complaints).toEqual([]);
  });
});

test('what cannot be used says why, and the experiment stays', async () => {
  await visit(NETWORK, async ({ page, complaints }) => {
    await outcome(page);
    const before = await hashOf(page);
    await openImport(page);
    for (const [text, why] of [
      ['a,b\n1,2\n3\n', 'Line 3: this row has 1 cells'],
      ['a,b\n1,"2\n3,4\n', 'Line 2, column 2: a quote (") opens here'],
      ['a,b\n', 'no rows of data'],
    ] as const) {
      await paste(page, text);
      await says(page, '.table-import .error', why);
    }
    // What was typed is still there.
    expect(await page.$eval('.table-import textarea', (area) => area.value)).toBe('a,b\n');
    await paste(page, 'a,b\n1,u\n2,u\n3,u\n');
    await says(page, '.table-outcome .error', 'one class only');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.table-import'));
    expect(await hashOf(page)).toBe(before);
    expect(await page.$eval('select[aria-label="data"]', (select) => select.value)).toBe(
      'chebyshev',
    );
    // 200 MB, dropped on the page.
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(200_000_000)], 'large.csv'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    });
    await says(page, '.table-import .error', 'large.csv: The file has 200 MB; at most 64 MB');
    expect(complaints).toEqual([]);
  });
});

test('a reader is told which file to give; another is named as such; the right one trains', async () => {
  let link = '';
  const path = await fileForTest('flowers.csv', FLOWERS);
  await visit(NETWORK, async ({ page }) => {
    await openImport(page);
    await give(page, path);
    await says(page, '.table-outcome', '2 classes');
    await page.click('.table-import .primary');
    await addressHolds(page, 'file=flowers.csv');
    link = await hashOf(page);
  });
  await visit(link, async ({ page, complaints }) => {
    await says(page, '.awaited', 'the file flowers.csv (SHA-256');
    expect(await faults(page)).toEqual([]);
    await page.click('.awaited button');
    await page.waitForSelector('.table-import[open]');
    await give(page, await fileForTest('other.csv', FLOWERS.replace('4.1', '4.2')));
    await says(
      page,
      '.table-import .error',
      'This is another file than the one that the link was made with',
    );
    await page.click('.table-import .buttons button:nth-child(2)');
    await page.waitForSelector('.table-import input[type=file]');
    await give(page, path);
    await outcome(page);
    expect(await page.$('.table-import')).toBeNull();
    expect(await hashOf(page)).toBe(link);
    expect(complaints).toEqual([]);
  });
});

test('a table pasted into a landscape opens the same dialog, and its optimizers get a network', async () => {
  await visit('#v=1&f=ravine&o=gd:alpha=0.03&start=1,1', async ({ page }) => {
    await outcome(page);
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'x;y\n0,1;1,5\n0,2;1,7\n0,3;1,9\n');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await says(page, '.table-outcome', 'learns the number “y”');
    await page.click('.table-import .primary');
    await addressHolds(page, 'net=csv:');
    expect(await hashOf(page)).toContain('o=gd:alpha=0.03');
    await page.waitForSelector('es-network');
  });
});
