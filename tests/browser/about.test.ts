import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { engineRevision, outcome, textOf } from './explore.ts';
import { visit } from './page.ts';

test('About opens by keyboard, names version, definitions and licences, and closes', async () => {
  await visit('.', async ({ page, complaints }) => {
    await outcome(page);
    await page.focus('[aria-label="about Eigensieve"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.about[open]');
    const words = await textOf(page, 'dialog.about');
    expect(words).toContain(
      `Version ${manifest.version}, revision ${await engineRevision()} of the engine’s bits`,
    );
    expect(words).toContain(
      'its abstract gives no formula, and the definitions here are our reading',
    );
    expect(words).toContain('arXiv 2510.09034');
    expect(words).toContain('CC BY 4.0');
    expect(words).toMatch(/lit \(BSD-3-Clause\).*libm \(MIT\)/);
    const licence = await page.$eval('dialog.about a[href^="data/"]', async (link) => {
      const response = await fetch((link as HTMLAnchorElement).href);
      return response.text();
    });
    expect(licence).toContain('Optical Recognition of Handwritten Digits');
    const texts = await page.$$eval('dialog.about a[href$="licenses.md"]', (links) =>
      Promise.all(links.map(async ({ href }) => (await fetch(href)).text())),
    );
    expect(texts).toEqual([expect.stringContaining('lit'), expect.stringContaining('libm')]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog.about[open]'));
    expect(complaints).toEqual([]);
  });
});
