import type { Experiment } from '../generated/landscape.js';
import type { BasinMap } from '../generated/types';
import type { Basin, BasinPicture } from '../plot/basins';
import { centreOf, type Raster } from '../plot/raster';

/** Numbers of an outcome: status, x, y, λmax (NaN if the run did not converge). */
const OUTCOME = 4;
/** Numbers that `evaluate` gives for a point; f and ∇f come first. */
const VALUES = 6;

/** What the outcomes of all pixels amount to, with what a picture needs beside the classes. */
export function pictureOf(
  experiment: Pick<Experiment, 'basinClasses' | 'evaluate'>,
  raster: Raster,
  outcomes: Float64Array,
): BasinPicture {
  const map = experiment.basinClasses(outcomes);
  const shaded = map.classes.some(({ kind }) => kind === 'continuum');
  return {
    ...raster,
    ...withHoles(map, holesIn(experiment, raster, map, outcomes)),
    lambdas: shaded
      ? Float32Array.from(map.raster, (_, i) => outcomes[i * OUTCOME + 3] as number)
      : new Float32Array(),
  };
}

/** Pixels whose runs diverged where they start because f or ∇f has no value there. */
function holesIn(
  experiment: Pick<Experiment, 'evaluate'>,
  raster: Raster,
  { classes, raster: found }: BasinMap,
  outcomes: Float64Array,
): number[] {
  const diverged = classes.findIndex(({ kind }) => kind === 'diverged');
  const stuck: number[] = [];
  const points: number[] = [];
  found.forEach((one, pixel) => {
    if (one !== diverged) return;
    const [x, y] = centreOf(raster, pixel % raster.columns, Math.floor(pixel / raster.columns));
    if (outcomes[pixel * OUTCOME + 1] !== x || outcomes[pixel * OUTCOME + 2] !== y) return;
    stuck.push(pixel);
    points.push(x, y);
  });
  if (stuck.length === 0) return stuck;
  const values = experiment.evaluate(Float64Array.from(points));
  return stuck.filter(
    (_, i) => !values.subarray(i * VALUES, i * VALUES + 3).every(Number.isFinite),
  );
}

/** The classes with holes as one of their own, taken out of those that diverged. */
function withHoles(
  { classes, raster }: BasinMap,
  holes: readonly number[],
): { classes: Basin[]; raster: Uint32Array } {
  if (holes.length === 0) return { classes, raster };
  const marked = Uint32Array.from(raster);
  for (const pixel of holes) marked[pixel] = classes.length;
  const share = holes.length / raster.length;
  const hole: Basin = { kind: 'hole', x: null, share, lambda_max: null };
  const rest = classes.map(
    (one): Basin => (one.kind === 'diverged' ? { ...one, share: one.share - share } : one),
  );
  return { classes: [...rest, hole], raster: marked };
}
