// The still of where runs end, as the terminal program draws it.

import { expect, test } from 'vitest';
import { main } from '../../web/src/terminal/main.ts';
import { catchOutput, err, out } from './caught.ts';

catchOutput();

async function posterOf(link: string): Promise<string> {
  expect(await main(['poster', link]), err.join('\n')).toBe(0);
  return out.join('');
}

test('a poster says in words what it shows', async () => {
  const svg = await posterOf(
    '#v=1&f=two-wells&o=gd:alpha=0.16&o=usam:alpha=0.16:rho=0.2&start=0.7,0.8',
  );
  expect(svg).toContain('<title>two-wells: gd, usam</title>');
  expect(svg).toMatch(/<desc>gd settled at .* its bound 12\.5\..*<\/desc>/);
  expect(svg).toMatch(/<text class="n n0"[^>]*>✓ gd<\/text>/);
  // Vectors alone, and nothing that a page would have to allow.
  expect(svg).not.toMatch(/<image|<script|href=|@import|url\((?!#)/);
});

test.each([
  '#v=1&f=expr:sin(50*x)*sin(50*y)&o=gd:alpha=0.0001&start=0.1,0.2&start=1,1',
  '#v=1&f=rosenbrock&o=gd:alpha=0.0001&o=adam:alpha=0.01&start=-1,2&start=1,2&steps=100000',
  '#v=1&f=two-wells&o=gd:alpha=0.9&start=0.7,0.8&start=1.9,1.4',
  '#v=1&f=himmelblau&o=gd:alpha=0.01',
])('%s has a poster of at most 30 kB, whole and well-formed', async (link) => {
  const svg = await posterOf(link);
  expect(Buffer.byteLength(svg)).toBeLessThan(30_000);
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('what stands in a link stays text', async () => {
  const svg = await posterOf('#v=1&f=expr:if(x<1,x^2,x)%2By^2&o=gd:alpha=0.1&start=0.5,0.5');
  expect(svg).toContain('<title>f = if(x&lt;1,x^2,x)+y^2: gd</title>');
});

test('of a network it is the charts of its training, and says what came of it', async () => {
  const svg = await posterOf(
    '#v=1&net=chebyshev&layers=3&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.2&o=adam:alpha=0.01&steps=60&every=5',
  );
  expect(svg).toContain('<title>chebyshev: gd, usam, adam</title>');
  expect(svg).toMatch(/<desc>gd holds the largest eigenvalue under its bound 20: .* not converged/);
  expect(svg).toContain('>largest eigenvalue λ and the bounds</text>');
  expect(svg).toContain('>preconditioned: μ of P⁻¹H and its bound</text>');
  // A curve for each run, and its bound beside it.
  for (const run of [0, 1, 2]) expect(svg).toMatch(new RegExp(`class="r r${run}" d="M`));
  expect(svg).toMatch(/<text class="n0"[^>]*>gd ↑ 20<\/text>/);
  expect(svg).not.toMatch(/<image|<script|href=|@import|url\((?!#)/);
});

test.each([
  // Rows of every step, of noise: the most there is to draw.
  '#v=1&net=moons&layers=8&o=gd:alpha=0.5&o=adam:alpha=0.05&batch=4&steps=400&every=1',
  '#v=1&net=chebyshev&layers=3&o=gd:alpha=1e5&steps=20&every=1',
  '#v=1&net=chebyshev&layers=none&o=gd:alpha=0.1&steps=1',
])('%s has one of at most 30 kB, whole and well-formed', async (link) => {
  const svg = await posterOf(link);
  expect(Buffer.byteLength(svg)).toBeLessThan(30_000);
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});
