// The engine under Node: its wasm and its data files, read from disk.

import { readFile } from 'node:fs/promises';
import { dataFiles, wasm } from '../api/places.ts';
import init, * as border from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import { missingFile, opened } from '../report/open.ts';

let ready: Promise<typeof border> | undefined;

/** The engine's border, instantiated at the first call. */
export function engine(): Promise<typeof border> {
  ready ??= (async () => {
    await init({ module_or_path: await readFile(wasm) });
    return border;
  })();
  return ready;
}

/** The spec's experiment, with the data it needs: the user's own, or a file of the program's. The caller frees it. */
export async function openExperiment(
  spec: Spec,
  own: Uint8Array | null = null,
): Promise<border.Experiment> {
  return opened(await engine(), spec, own, async (file) => {
    const url = dataFiles[file];
    const missing = (): never => {
      throw missingFile(file, url?.pathname ?? file);
    };
    return url ? readFile(url).catch(missing) : missing();
  });
}
