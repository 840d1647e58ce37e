import { expect, test } from 'vitest';
import { snippet } from './snippets';

const shared = {
  address: 'https://example.org/sieve/#v=1&f=expr:min(x^2,y)&o=gd:alpha=0.1&start=1,2',
  words: 'gd with α = 0.1 on f = a*b_[c]',
};

test('a link is the address itself', () => {
  expect(snippet('link', shared)).toBe(shared.address);
});

test('Markdown keeps signs that mean something to it, and parentheses in the address', () => {
  expect(snippet('markdown', shared)).toBe(
    `[gd with α = 0.1 on f = a\\*b\\_\\[c\\]](<${shared.address}>)`,
  );
});

test('HTML names files beside the page, and its attributes read back as they were', () => {
  expect(snippet('iframe', shared)).toBe(
    '<iframe src="https://example.org/sieve/embed.html#v=1&amp;f=expr:min(x^2,y)&amp;o=gd:alpha=0.1&amp;start=1,2"' +
      ' title="gd with α = 0.1 on f = a*b_[c]" width="640" height="520" loading="lazy"></iframe>',
  );
  expect(snippet('element', shared)).toBe(
    '<script type="module" src="https://example.org/sieve/eigen-sieve.js"></script>\n' +
      '<eigen-sieve src="#v=1&amp;f=expr:min(x^2,y)&amp;o=gd:alpha=0.1&amp;start=1,2"></eigen-sieve>',
  );
});

test('nothing in an attribute ends it', () => {
  const words = '"><img src=x onerror=alert(1)>';
  expect(snippet('iframe', { ...shared, words })).toContain(
    'title="&quot;>&lt;img src=x onerror=alert(1)>"',
  );
});
