import type { EngineClient } from './engine/client';
import { Errand } from './engine/errand';
import { groundKey, isNetwork } from './state/experiment';
import { filterShown } from './state/select';
import type { State } from './state/state';
import type { Store } from './state/store';

/** Cells of the hatch across the window: about two pixels each when calm, far larger in a drag. */
const FINE = 360;
const COARSE = 96;
/** Changes closer together than this count as a drag, in milliseconds. */
const DRAG_PACE = 180;

/**
 * Keeps what lies on the map up to date: critical points, what each filter says of them, and the
 * forbidden region of the filter shown. One thing of a kind is asked for at a time, and what the state
 * lacks is looked up again when the answer is there: so the newest settings win, and the engine never
 * works off a queue of old ones.
 */
export class Surveyor {
  private readonly points: Errand;
  private readonly region: Errand;
  /** What the points, the sifting and the hatch in the state were asked for. */
  private ground = '';
  private sieves = '';
  private hatched = '';
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
    if (before.experiment && hatchKey(state) !== hatchKey(before)) this.pace();
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
    const optimizer = filterShown(state);
    const wanted = `${columns} ${hatchKey(state)}`;
    if (state.hatch !== null && wanted === this.hatched) return false;
    const { forbidden } = await this.desk.ask({ kind: 'forbidden', spec, optimizer, columns });
    this.hatched = wanted;
    this.store.dispatch({ kind: 'hatched', of: spec, hatch: { optimizer, forbidden } });
    return true;
  }
}

/** What decides the hatch. */
function hatchKey(state: State): string {
  const spec = state.experiment?.spec;
  const optimizer = filterShown(state);
  return spec ? JSON.stringify([groundKey(spec), optimizer, spec.optimizers[optimizer]]) : '';
}
