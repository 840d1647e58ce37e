import { GivenUpError, RefusedError, type WorkerPort } from './engine/client';
import { EnginePool, LostError, poolSize } from './engine/pool';
import { type BasinJob, costOf, planBasins } from './state/basin-plan';
import {
  type BasinsChange,
  type BasinWork,
  basinKey,
  basinsKey,
  picturesAlike,
} from './state/basins';
import { showsMaps } from './state/experiment';
import { filterShown } from './state/select';
import type { State } from './state/state';
import type { Store } from './state/store';

/** Changes closer together than this count as a drag, in milliseconds. */
const DRAG_PACE = 180;
/** In a drag a coarse map younger than this is finished first: else a steady hand would see none. */
const COARSE_PATIENCE = 250;
/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 120;

/**
 * Makes the maps of basins that a state wants and lacks: coarse ones at once, finer ones after them,
 * given up as soon as anything they rest on changes. Its workers come with the first map and go when
 * basins are switched off.
 */
export class BasinConductor {
  private pool: EnginePool | null = null;
  private stop: AbortController | null = null;
  private wanted = '';
  private changed = Number.NEGATIVE_INFINITY;
  private calm: ReturnType<typeof setTimeout> | undefined;
  /** Until then a coarse map under way is left to its end. */
  private coarseUntil = 0;
  /** It is of older settings, and the next one waits for it. */
  private again = false;

  constructor(
    private readonly store: Store,
    private readonly spawn: () => WorkerPort,
    private readonly workers = poolSize(navigator.hardwareConcurrency),
  ) {
    store.subscribe((state) => this.react(state));
    this.react(store.state);
  }

  private react(state: State): void {
    const wanted = wantedBy(state);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    clearTimeout(this.calm);
    this.again = false;
    if (wanted === '') {
      this.stop?.abort();
      this.pool?.close();
      this.pool = null;
      return;
    }
    const now = performance.now();
    const dragging = now - this.changed < DRAG_PACE;
    this.changed = now;
    if (dragging) this.calm = setTimeout(() => this.begin(false), DRAG_PACE);
    if (dragging && now < this.coarseUntil) this.again = true;
    else this.begin(dragging);
  }

  private begin(coarseOnly: boolean): void {
    this.stop?.abort();
    const stop = new AbortController();
    this.stop = stop;
    this.again = false;
    this.coarseUntil = coarseOnly ? performance.now() + COARSE_PATIENCE : 0;
    this.make(coarseOnly, stop.signal)
      .catch(this.report)
      .finally(() => {
        if (this.stop !== stop) return;
        this.coarseUntil = 0;
        if (this.again) this.begin(true);
      });
  }

  /** Makes what the plan of this moment asks for, map by map. */
  private async make(coarseOnly: boolean, signal: AbortSignal): Promise<void> {
    const { state } = this.store;
    const { experiment, catalogue, basins } = state;
    if (!experiment || !catalogue) return;
    const { spec } = experiment;
    const shown = filterShown(state);
    const { jobs, asks } = planBasins(basins, spec, catalogue, shown, coarseOnly);
    const progress = new Progress(jobs, (work) => this.tell({ is: 'working', work, asks }));
    progress.begin();
    this.pool ??= new EnginePool(this.spawn, this.workers);
    const { pool } = this;
    for (const job of jobs) {
      const { optimizer, level } = job;
      const { columns, rows } = level;
      const map = { optimizer, columns, rows };
      const outcomes = await pool.outcomes(spec, map, signal, (done) =>
        progress.at(job, done / rows),
      );
      const picture = await pool.picture(spec, map, outcomes, signal);
      const present = this.store.state.experiment?.spec;
      if (signal.aborted || !present || !picturesAlike(spec, present)) return;
      progress.ended(job);
      this.tell({ is: 'mapped', optimizer, view: { ...picture, key: basinKey(spec, optimizer) } });
    }
    // What is only coarse for now is about to be refined.
    if (!coarseOnly) progress.end();
  }

  private tell(change: BasinsChange): void {
    this.store.dispatch({ kind: 'basins', change });
  }

  private readonly report = (thrown: unknown): void => {
    if (thrown instanceof GivenUpError) return;
    this.tell({ is: 'working', work: null, asks: null });
    if (!(thrown instanceof LostError) && !(thrown instanceof RefusedError)) throw thrown;
    this.store.dispatch({
      kind: 'noticed',
      text: `The map of basins could not be made: ${thrown.message}. Your settings are kept.`,
    });
  };
}

/** All that the maps to make depend on; empty when none are wanted. */
function wantedBy(state: State): string {
  const { experiment, catalogue, basins } = state;
  if (!basins.on || !basins.room || !experiment || !catalogue) return '';
  const { spec } = experiment;
  if (!showsMaps(spec)) return '';
  const shown = filterShown(state);
  return JSON.stringify([basinsKey(spec), basins.room, shown, basins.approved]);
}

/** How far the jobs have come, by the gradients they may take. */
class Progress {
  private readonly began = performance.now();
  private readonly all: number;
  private done = 0;
  private told = Number.NEGATIVE_INFINITY;

  constructor(
    jobs: readonly BasinJob[],
    private readonly tell: (work: BasinWork | null) => void,
  ) {
    this.all = costOf(jobs);
  }

  begin(): void {
    this.tell({ share: 0, secondsLeft: null });
  }

  at(job: BasinJob, share: number): void {
    const now = performance.now();
    if (now - this.told < REPORT_EVERY) return;
    this.told = now;
    const part = (this.done + share * job.gradients) / this.all;
    const secondsLeft = part > 0 ? ((now - this.began) * (1 - part)) / part / 1000 : null;
    this.tell({ share: part, secondsLeft });
  }

  ended(job: BasinJob): void {
    this.done += job.gradients;
  }

  end(): void {
    this.tell(null);
  }
}
