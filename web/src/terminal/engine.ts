// The engine under Node: its wasm and its data files, read from disk.

import { readFile } from 'node:fs/promises';
import init, * as border from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import { SpecError } from '../report/spec-error.ts';

let ready: Promise<typeof border> | undefined;

/** The engine's border, instantiated at the first call. */
export function engine(): Promise<typeof border> {
  ready ??= (async () => {
    const wasm = await readFile(new URL('../generated/engine_bg.wasm', import.meta.url));
    await init({ module_or_path: wasm });
    return border;
  })();
  return ready;
}

/** The spec's experiment, with the data it needs: the user's own, or a file of the program's. The caller frees it. */
export async function openExperiment(
  spec: Spec,
  own: Uint8Array | null = null,
): Promise<border.Experiment> {
  const { Experiment, assetOf } = await engine();
  const file = assetOf(spec);
  return new Experiment(spec, file === undefined ? own : await contentOf(file));
}

async function contentOf(file: string): Promise<Uint8Array> {
  const url = new URL(`../../public/data/${file}`, import.meta.url);
  try {
    return await readFile(url);
  } catch {
    throw new SpecError({
      code: 'data_unavailable',
      field: 'objective.data',
      got: file,
      allowed: `the file ${url.pathname}, which came with the program`,
    });
  }
}
