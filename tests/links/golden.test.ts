// Every link that was ever published stays readable, and means what it meant.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Spec, SpecError } from '../../web/src/generated/types.ts';
import { applyPatch, fieldName, type Path } from '../../web/src/state/patch.ts';
import { goldenFiles, openEngine } from './golden.mjs';

const files = await goldenFiles();
const links = files.flatMap((file) => file.links.map(({ link }) => link));
let engine: Awaited<ReturnType<typeof openEngine>>;

beforeAll(async () => {
  engine = await openEngine();
});

/** What the engine says against something. */
function refusal(attempt: () => unknown): SpecError {
  try {
    attempt();
  } catch (thrown) {
    return thrown as SpecError;
  }
  throw new Error('was not refused');
}

describe.each(files)('$name', (file) => {
  test('its links are canonical, and stay so', () => {
    for (const { link } of file.links) {
      const { spec, beside } = engine.parseLink(link);
      expect(engine.printLink(spec, beside)).toBe(link);
      expect(engine.readSpec(spec)).toEqual(spec);
    }
  });

  test('a key of a newer version is named', () => {
    for (const { link } of file.links) {
      const { code, field, message } = refusal(() => engine.parseLink(`${link}&hue=warm`));
      expect([code, field]).toEqual(['unknown', 'hue']);
      expect(message).toContain('made with a newer version: hue');
    }
  });

  test('fingerprints stand beside the runs they belong to', () => {
    for (const { link, ends } of file.links) {
      const { spec, beside } = engine.parseLink(link);
      const fp = ends?.runs.map(({ fingerprint }) => fingerprint) ?? [];
      const printed = engine.printLink(spec, { ...beside, fp });
      expect(engine.parseLink(printed)).toEqual({ spec, beside: { ...beside, fp } });
    }
  });
});

describe('published links', () => {
  const published = files.find(({ name }) => name === 'published.json')?.links ?? [];
  const madeBy = (link: string): string | null => engine.parseLink(link).beside.engine;

  test('of this revision are reproduced, to the last run', () => {
    const ours = published.filter(({ link }) => madeBy(link) === engine.catalogue().engine);
    expect(ours.length, 'no link was published by this revision yet: add some').toBeGreaterThan(2);
    for (const { link, ends } of ours) {
      const fp = ends?.runs.map(({ fingerprint }) => fingerprint);
      expect(engine.parseLink(link).beside.fp).toEqual(fp);
    }
  });

  test('are those that the docs show', async () => {
    const docs = await readFile(new URL('../../docs/reproducibility.md', import.meta.url), 'utf8');
    const shown = docs.match(/#v=1&\S+&fp=\w+/g) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    expect(published.map(({ link }) => link)).toEqual(expect.arrayContaining(shown));
  });

  test('of every revision before are kept', () => {
    const revisions = new Set(published.map(({ link }) => madeBy(link)));
    for (let revision = 1; revision <= Number(engine.catalogue().engine); revision++)
      expect(revisions).toContain(String(revision));
  });
});

/** The paths of all fields below a value, the outer ones first. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...pathsOf(inner, [...path, name]),
  ]);
}

/** The value at a path, if there is one. */
const at = (tree: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
    tree,
  );

describe('a spec as JSON from before a field was there', () => {
  test('is read with the field’s default, or the missing field is named', () => {
    const filled = new Set<string>();
    for (const link of links) {
      const { spec } = engine.parseLink(link);
      for (const path of pathsOf(spec)) {
        const name = fieldName(path);
        let today: Spec;
        try {
          today = engine.readSpec(applyPatch(spec, { path, value: undefined }));
        } catch (thrown) {
          // Without it, what is missing is it, or something else does not fit.
          expect((thrown as SpecError).field, name).not.toBe('');
          continue;
        }
        // All else is as it was; and where it held the default, nothing has changed at all.
        expect(applyPatch(today, { path, value: undefined }), name).toEqual(
          applyPatch(spec, { path, value: undefined }),
        );
        if (JSON.stringify(at(today, path)) === JSON.stringify(at(spec, path))) {
          expect(today).toEqual(spec);
          filled.add(name);
        }
      }
    }
    for (const name of ['view', 'seed', 'stop', 'curvature', 'objective.init', 'stop.grad_tol'])
      expect(filled, name).toContain(name);
  });

  test('a field of a newer version is named', () => {
    for (const link of links.filter((_, index) => index % 10 === 0)) {
      const { spec } = engine.parseLink(link);
      const { code, field } = refusal(() => engine.readSpec({ ...spec, hue: 'warm' }));
      expect([code, field]).toEqual(['unknown', 'hue']);
    }
  });
});
