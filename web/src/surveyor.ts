import type { EngineClient } from './engine/client';
import { Errand } from './engine/errand';
import type { Spec } from './generated/types';
import { groundKey, isNetwork } from './state/experiment';
import { filtersShown } from './state/select';
import type { State } from './state/state';
import type { Store } from './state/store';

/** Cells of the hatch across the window: about two pixels each when calm, far larger in a drag. */
const FINE = 360;
const COARSE = 96;
/** Changes closer together than this count as a drag, in milliseconds. */
const DRAG_PACE = 180;

/**
 * Keeps what lies on the map up to date: critical points, what each filter says of them, and the
 * forbidden regions of the filters shown. One thing of a kind is asked for at a time, and what the state
 * lacks is looked up again when the answer is there: so the newest settings win, and the engine never
 * works off a queue of old ones.
 */
export class Surveyor {
  private readonly points: Errand;
  private readonly region: Errand;
  /** What the points, the sifting and each hatch in the state were asked for. */
  private ground = '';
  private sieves = '';
  private readonly hatched = new Map<number, { readonly key: string; readonly columns: number }>();
  private columns = FINE;
  private hatchChanged = Number.NEGATIVE_INFINITY;
  private calm: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly desk: Pick<EngineClient, 'ask'>,
    report: (thrown: unknown) => void,
  ) {
    this.points = new Errand(() => this.survey(), report);
    this.region = new Errand(() => this.hatch(), report);
  }

  /** The experiment has changed. */
  react(state: State, before: State): void {
    if (before.experiment && hatchKeys(state) !== hatchKeys(before)) this.pace();
    this.again();
  }

  /** Looks up what is lacking, as after the engine was started again. */
  again(): void {
    this.points.go();
    this.region.go();
  }

  /** Points first, then what the filters say of them; false if nothing is lacking. */
  private async survey(): Promise<boolean> {
    const { experiment, critical } = this.store.state;
    if (!experiment || isNetwork(experiment.spec)) return false;
    const { spec } = experiment;
    const [ground, sieves] = [groundKey(spec), JSON.stringify(spec.optimizers)];
    if (critical === null || ground !== this.ground) {
      const answer = await this.desk.ask({ kind: 'survey', spec });
      [this.ground, this.sieves] = [ground, sieves];
      this.store.dispatch({ kind: 'surveyed', of: spec, critical: answer });
      return true;
    }
    if (sieves === this.sieves) return false;
    const eigenvalues = critical.found.points.flatMap((point) => point.eigenvalues);
    const { sifting } = await this.desk.ask({ kind: 'sift', spec, eigenvalues });
    // A link opened meanwhile may have taken the points away: then this is of none.
    if (this.store.state.critical?.found !== critical.found) return true;
    this.sieves = sieves;
    this.store.dispatch({ kind: 'sifted', sifting });
    return true;
  }

  /** Coarse while changes follow each other, fine once they cease. */
  private pace(): void {
    const now = performance.now();
    const dragging = now - this.hatchChanged < DRAG_PACE;
    this.hatchChanged = now;
    this.columns = dragging ? COARSE : FINE;
    clearTimeout(this.calm);
    if (!dragging) return;
    this.calm = setTimeout(() => {
      this.columns = FINE;
      this.region.go();
    }, DRAG_PACE);
  }

  private async hatch(): Promise<boolean> {
    const { state } = this.store;
    if (!state.experiment || isNetwork(state.experiment.spec)) return false;
    const { spec } = state.experiment;
    const { columns } = this;
    const optimizer = filtersShown(state).find((one) => this.lacks(state, spec, one));
    if (optimizer === undefined) return false;
    const key = hatchKey(spec, optimizer);
    const { forbidden } = await this.desk.ask({ kind: 'forbidden', spec, optimizer, columns });
    this.hatched.set(optimizer, { key, columns });
    this.store.dispatch({ kind: 'hatched', of: spec, hatch: { optimizer, forbidden } });
    return true;
  }

  /** Whether an optimizer's hatch is not there, of other settings, or too coarse. */
  private lacks({ hatches }: State, spec: Spec, optimizer: number): boolean {
    const { key, columns } = this.hatched.get(optimizer) ?? { key: '', columns: 0 };
    const there = hatches.some((hatch) => hatch.optimizer === optimizer);
    return !there || key !== hatchKey(spec, optimizer) || columns < this.columns;
  }
}

/** What decides an optimizer's hatch. */
const hatchKey = (spec: Spec, optimizer: number): string =>
  JSON.stringify([groundKey(spec), spec.optimizers[optimizer]]);

/** What decides all that are shown. */
function hatchKeys(state: State): string {
  const spec = state.experiment?.spec;
  return spec ? String(filtersShown(state).map((one) => hatchKey(spec, one))) : '';
}
