// The presets as a reader meets them: each opened in the browser, its sentence and its table held
// to the outcome that an independent program measured. What must be said follows from the outcome by
// the rules below; no sentence is copied.

import type { Page } from 'puppeteer-core';
import { expect, inject, test } from 'vitest';
import { number, point } from '../../web/src/words/numbers.ts';
import presets from '../reference/presets.json' with { type: 'json' };
import { follow } from './explore.ts';
import { visit } from './page.ts';

type Status = 'converged' | 'phantom' | 'cycling' | 'diverged' | 'budget';

interface Outcome {
  optimizer: { rule: string };
  status: Status;
  steps: number;
  x: [number, number] | null;
  lambda_max: number | null;
  lambda_min: number | null;
  bound: number;
  inside: boolean | null;
  grad_norm?: number;
}

interface Preset {
  title: string;
  link: string;
  outcome: Outcome[];
}

const landscapes = (presets.presets as unknown as Preset[]).filter(
  ({ link }) => !link.includes('net='),
);

/** The word that tells of a status, and of no other. */
const WORD: Readonly<Record<Status, RegExp>> = {
  converged: /\bsettled\b/,
  phantom: /\bphantoms?\b/,
  cycling: /\bjumps? between two points\b/,
  diverged: /\bdiverged\b/,
  budget: /\bhad not converged after \d+ steps\b/,
};

/** Why there is no verdict. */
const SILENCE: Readonly<Partial<Record<Status, RegExp>>> = {
  phantom: /says nothing about the Hessian/,
  cycling: /theorem is silent/,
  diverged: /theorem is silent/,
  budget: /theorem does not apply/,
};

interface Clause {
  readonly names: readonly string[];
  readonly text: string;
}

/** The sentences with the optimizers each is about; "They" are those of the one before. */
async function clausesOf(page: Page): Promise<Clause[]> {
  const marked = await page.$eval('es-sentence .sentence', (told) => {
    const read = (node: Node): string =>
      node instanceof Element && node.classList.contains('name')
        ? `⟦${node.textContent?.trim()}⟧`
        : (node.textContent ?? '');
    return [...told.childNodes]
      .filter((node) => node.nodeType !== Node.COMMENT_NODE)
      .map(read)
      .join('');
  });
  const clauses: Clause[] = [];
  for (const text of marked
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .split(/(?<=\.) (?=\S)/)) {
    const names = [...text.matchAll(/⟦(.*?)⟧/g)].map((match) => match[1] as string);
    clauses.push({ names: text.startsWith('They ') ? (clauses.at(-1)?.names ?? []) : names, text });
  }
  return clauses;
}

/** λ as one number, as one of two, or within a spread. */
function tells(text: string, lambda: number): boolean {
  const spread = /λ from (\S+) to ([\d.]+)/.exec(text);
  if (spread) {
    const [low, high] = [Number(spread[1]), Number(spread[2])];
    return lambda >= low * 0.995 && lambda <= high * 1.005;
  }
  return new RegExp(`λ = (\\S+ and )?${number(lambda)}(?![\\d.]*\\d)`).test(text);
}

/** Only these rules have a passband with a negative part. */
const passesSaddles = ({ optimizer }: Outcome): boolean =>
  ['usam', 'psam'].includes(optimizer.rule);

/** Whether an optimizer cannot settle where another one's run did. */
function isRefused(own: readonly Outcome[], place: Outcome): boolean {
  const [first] = own;
  if (!first || place.status !== 'converged') return false;
  const isThere = (run: Outcome): boolean =>
    run.status === 'converged' && String(run.x) === String(place.x);
  if (own.some(isThere)) return false;
  if ((place.lambda_min ?? 0) < 0) return !passesSaddles(first);
  return first.bound < (place.lambda_max ?? 0);
}

/** The clauses that tell of one optimizer what it did, not what others did where it is kept out. */
const actsOf = (name: string, clauses: readonly Clause[]): Clause[] =>
  clauses.filter(({ names, text }) => names.includes(name) && !/\brefuses?\b/.test(text));

function expectTold(
  who: string,
  name: string,
  own: readonly Outcome[],
  all: readonly Clause[],
): void {
  const acts = actsOf(name, all);
  const named = all.filter(({ names }) => names.includes(name));
  for (const status of Object.keys(WORD) as Status[]) {
    const runs = own.filter((run) => run.status === status);
    const telling = acts.filter(({ text }) => WORD[status].test(text));
    expect(telling.length > 0, `${who} ${status}: ${JSON.stringify(acts)}`).toBe(runs.length > 0);
    for (const run of runs) expectRun(`${who} ${status}`, run, telling, named);
    const silence = SILENCE[status];
    // It may be a sentence of its own, without a name.
    if (runs.length > 0 && silence)
      expect(
        all.some(({ text }) => silence.test(text)),
        who,
      ).toBe(true);
  }
}

/** Where it settled or rests, and the numbers that its verdict hangs on. */
function expectRun(
  who: string,
  run: Outcome,
  telling: readonly Clause[],
  named: readonly Clause[],
): void {
  if (run.status !== 'converged' && run.status !== 'phantom') return;
  const here = telling.filter(({ text }) => run.x !== null && text.includes(point(run.x)));
  expect(here.length, `${who} at ${point(run.x ?? [null, null])}`).toBeGreaterThan(0);
  if (run.status === 'phantom') {
    const [, low, high] =
      /‖∇f‖ (?:= |from )([\d.]+)(?: to ([\d.]+))?/.exec(here[0]?.text ?? '') ?? [];
    expect(run.grad_norm, who).toBeGreaterThanOrEqual(Number(low) * 0.995);
    expect(run.grad_norm, who).toBeLessThanOrEqual(Number(high ?? low) * 1.005);
    return;
  }
  const saddle = (run.lambda_min ?? 0) < 0;
  for (const lambda of saddle ? [run.lambda_min, run.lambda_max] : [run.lambda_max])
    expect(
      here.some(({ text }) => tells(text, lambda ?? 0)),
      `${who}: λ ${lambda}`,
    ).toBe(true);
  const bound = number(run.bound, 3);
  expect(
    named.some(({ text }) => text.includes(bound)),
    `${who}: bound ${bound}`,
  ).toBe(true);
  expect(
    here.some(({ text }) => text.includes('saddle')),
    `${who}: a saddle?`,
  ).toBe(saddle);
  expect(here.some(({ text }) => text.includes('measure zero'))).toBe(run.inside === false);
}

/** Who cannot settle where another did says so, by its bound; nobody else does. */
function expectRefusals(
  who: string,
  name: string,
  own: readonly Outcome[],
  outcome: readonly Outcome[],
  all: readonly Clause[],
): void {
  const refuses = all.filter(
    ({ text }) =>
      text.split(/\brefuses?\b/, 2).length === 2 &&
      text.split(/\brefuses?\b/)[0]?.includes(`⟦${name}⟧`),
  );
  const refused = outcome.filter((place) => isRefused(own, place));
  expect(refuses.length > 0, `${who} refuses`).toBe(refused.length > 0);
  const bound = number(own[0]?.bound, 3);
  if (refused.length > 0)
    expect(
      refuses.some(({ text }) => text.includes(bound)),
      `${who}: bound ${bound}`,
    ).toBe(true);
}

/** Steps may differ by a few where rounding does. */
const FEW = 5;

/** The table that says the same in numbers. */
async function expectRows(page: Page, title: string, outcome: readonly Outcome[]): Promise<void> {
  const rows = await page.$$eval('table.full tbody tr', (trs) =>
    trs.map((tr) => [...tr.children].map((cell) => cell.textContent?.trim() ?? '')),
  );
  expect(rows, title).toHaveLength(outcome.length);
  rows.forEach((row, i) => {
    const run = outcome[i] as Outcome;
    const what = `${title}, run ${i}`;
    expect(row[2], what).toBe(run.status === 'budget' ? 'out of steps' : run.status);
    expect(Math.abs(Number(row[3]?.replace(/\s/g, '')) - run.steps), what).toBeLessThanOrEqual(FEW);
    expect(row[10], what).toContain(run.inside === null ? '–' : run.inside ? '✓' : '✕');
  });
}

test('the sentence states the outcome of every preset of a function', async () => {
  await visit('about:blank', async ({ page, complaints }) => {
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.goto(new URL((landscapes[0] as Preset).link, inject('address')).href);
    let status = '';
    for (const { title, link, outcome } of landscapes) {
      await follow(page, link);
      status = await nextStatus(page, status);
      const names = await page.$$eval('.readout .chip b', (chips) =>
        chips.map((chip) => chip.textContent?.trim() ?? ''),
      );
      const clauses = await clausesOf(page);
      const starts = outcome.length / names.length;
      names.forEach((name, i) => {
        const own = outcome.slice(i * starts, (i + 1) * starts);
        expectTold(`${title}: ${name}`, name, own, clauses);
        expectRefusals(`${title}: ${name}`, name, own, outcome, clauses);
      });
      await expectRows(page, title, outcome);
    }
    expect(complaints).toEqual([]);
  });
});

/** Waits for an outcome to be told that is not the one before. */
async function nextStatus(page: Page, before: string): Promise<string> {
  await page.waitForFunction(
    (old) =>
      !['', old].includes(
        document.querySelector('main > * > es-status')?.textContent?.trim() ?? '',
      ),
    { timeout: 30_000 },
    before,
  );
  return page.$eval('main > * > es-status', (status) => status.textContent?.trim() ?? '');
}
