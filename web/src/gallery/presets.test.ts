import { expect, test } from 'vitest';
import reference from '../../../tests/reference/presets.json' with { type: 'json' };
import { PRESETS } from './presets';

test('the gallery holds every preset whose outcome was measured, by the same link', () => {
  const links = new Map(PRESETS.map(({ title, link }) => [title, link]));
  for (const { title, link } of reference.presets) expect(links.get(title), title).toBe(link);
});

test('no title and no link is there twice', () => {
  expect(new Set(PRESETS.map(({ title }) => title)).size).toBe(PRESETS.length);
  expect(new Set(PRESETS.map(({ link }) => link)).size).toBe(PRESETS.length);
});
