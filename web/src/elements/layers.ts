import { PALETTES } from '../plot/colour';
import { type HessianAt, hessiansLayer } from '../plot/hessians';
import type { Layer } from '../plot/layer';
import { pointsUpTo } from '../plot/trail';
import { type Whiskers, whiskersLayer } from '../plot/whiskers';
import { RUNS_DRAWN, valuesAt } from '../state/along';
import { runPlaces } from '../state/experiment';
import { type Look, shownStep } from '../state/select';
import type { RunState, State } from '../state/state';
import { list } from '../words/numbers';

/** More whiskers than this along one run would be a smear. */
const WHISKERS_DRAWN = 2000;
/** More ellipses than this would hide each other: then one of each optimizer, or those selected. */
const ELLIPSES_DRAWN = 8;

interface Shown {
  readonly run: RunState;
  readonly index: number;
  readonly optimizer: number;
  readonly start: number;
  readonly look: Look;
}

/** Runs of optimizers that are not faded on the map. */
function shownRuns({ experiment, runs }: State, looks: readonly Look[]): Shown[] {
  if (!experiment) return [];
  const { select } = experiment.beside;
  return runPlaces(experiment.spec).flatMap(({ optimizer, start }, index): Shown[] => {
    const [run, look] = [runs[index], looks[optimizer]];
    const faded = select !== null && select !== optimizer;
    return run && look && !faded ? [{ run, index, optimizer, start, look }] : [];
  });
}

/** What is drawn on the map on demand, beneath the trajectories. */
export function layersOf(state: State, looks: readonly Look[]): Layer[] {
  const layers: Layer[] = [];
  if (state.shown.hessian)
    layers.push(hessiansLayer(hessiansOf(state, looks), PALETTES[state.theme].halo));
  if (state.shown.ascent) layers.push(whiskersLayer(whiskersOf(state, looks)));
  return layers;
}

function whiskersOf(state: State, looks: readonly Look[]): Whiskers[] {
  const { probes } = state.followed;
  // While a start is dragged those of a moment ago stay, rather than flicker.
  if (probes.length !== state.runs.length) return [];
  const step = shownStep(state);
  return shownRuns(state, looks)
    .slice(0, RUNS_DRAWN)
    .flatMap(({ index, look: { colour } }): Whiskers[] => {
      const own = probes[index];
      if (!own) return [];
      const from = own.trail.points;
      // From its last point a run made no step.
      const made = Math.min(from.length, own.points.length) / 2 - 1;
      const count = Math.min(pointsUpTo(own.trail, step), made, WHISKERS_DRAWN);
      return count > 0 ? [{ from, to: own.points, count, colour }] : [];
    });
}

function hessiansOf(state: State, looks: readonly Look[]): HessianAt[] {
  const { now } = state.followed;
  if (now?.places.length !== state.runs.length) return [];
  const all = shownRuns(state, looks);
  const few = all.length <= ELLIPSES_DRAWN ? all : all.filter(({ start }) => start === 0);
  return few.flatMap(({ index, look: { colour } }): HessianAt[] => {
    const place = now.places[index];
    if (!place) return [];
    const { low, high, axis } = valuesAt(now.numbers, index);
    return [{ x: place.x, y: place.y, eigenvalues: [low, high], axis, colour }];
  });
}

/** What the lines and ellipses are. */
export const layerWords = (state: State, looks: readonly Look[]): string =>
  [
    ...(state.shown.ascent
      ? ['Lines lead to where each gradient was really taken.', ascentWords(state, looks)]
      : []),
    ...(state.shown.hessian
      ? ['Ellipses are short across steep directions, long along flat ones.']
      : []),
  ].join(' ');

/** Who has no ascent points to show, and why. */
function ascentWords(state: State, looks: readonly Look[]): string {
  const { probes } = state.followed;
  const known = shownRuns(state, looks).filter(
    ({ run, index }) => run.trail && probes[index]?.key === run.key,
  );
  const say = (some: readonly Shown[], one: string, many: string): string[] => {
    const names = [...new Set(some.map(({ look }) => look.name))];
    return names.length === 0 ? [] : [`${list(names)} ${names.length === 1 ? one : many}.`];
  };
  const thinned = known.filter(({ index }) => probes[index]?.points.length === 0);
  const still = known.filter(({ run, index }) => {
    const [from, to] = [run.trail?.points, probes[index]?.points];
    return to && to.length > 0 && to.every((value, i) => value === from?.[i]);
  });
  return [
    ...say(
      still,
      'takes its gradient at the iterate itself',
      'take their gradients at the iterates themselves',
    ),
    ...say(thinned, 'has too many steps to keep them all', 'have too many steps to keep them all'),
    ...(known.some(
      ({ run, index }) =>
        (run.trail?.stride ?? 1) > 1 && !thinned.some((one) => one.index === index),
    )
      ? ['Of long runs every few steps are shown.']
      : []),
  ].join(' ');
}
