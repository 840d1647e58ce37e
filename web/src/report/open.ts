import type { Experiment } from '../generated/engine.js';
import type { Spec } from '../generated/types.ts';
import type { Engine } from './means.ts';
import { Misplaced, SpecError } from './spec-error.ts';

/**
 * A spec's experiment, with the data it needs: the user's `own`, or a file that came with the
 * program, whose bytes `contentOf` gets by its name. The caller frees it. Throws a refusal.
 */
export async function opened(
  { Experiment, assetOf }: Engine,
  spec: Spec,
  own: Uint8Array | null,
  contentOf: (file: string) => Promise<Uint8Array>,
): Promise<Experiment> {
  const { objective } = spec;
  const takesOne = objective.kind === 'mlp' && objective.data.name === 'csv';
  if (own && !takesOne) throw new Misplaced('data', 'a file only with net=csv:…');
  const file = assetOf(spec);
  return new Experiment(spec, file === undefined ? own : await contentOf(file));
}

/** A file that came with the program is not where it should be. */
export function missingFile(file: string, place: string): SpecError {
  return new SpecError({
    code: 'data_unavailable',
    field: 'objective.data',
    got: file,
    allowed: `the file ${place}, which came with the program`,
  });
}
