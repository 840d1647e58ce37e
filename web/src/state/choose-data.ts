import type { Catalogue, Spec } from '../generated/types';
import type { Patch } from './patch';

/** Another data set: all its rows, and its options at their defaults. */
export function chooseData(catalogue: Catalogue, spec: Spec, name: string): Patch {
  const entry = catalogue.data.find((d) => d.name === name);
  const old = spec.objective.kind === 'mlp' ? spec.objective : null;
  const loss = entry?.classes === null ? 'mse' : (old?.loss ?? 'mse');
  const { samples: _, ...kept } = old ?? { samples: 0 };
  return {
    path: ['objective'],
    value: { ...kept, kind: 'mlp', data: { name }, loss, batch: null },
  };
}
