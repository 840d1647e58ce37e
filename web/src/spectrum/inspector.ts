import { EngineClient, GivenUpError, RefusedError, type WorkerPort } from '../engine/client';
import type { Asset, Progress } from '../engine/protocol';
import type { Catalogue, Spec } from '../generated/types';
import { type Spectra, type Spectrum, type SpectrumChoices, spectraKey } from '../state/spectrum';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import { isPreconditioned } from '../state/training-charts';
import type { SpectrumWish } from '../state/wish';
import type { Trainers } from '../training/trainers';
import { labels } from '../words/names';
import { percent } from '../words/numbers';

/** What the inspector needs of the conductor. */
interface Office {
  readonly spawn: () => WorkerPort;
  readonly assetFor: (spec: Spec) => Asset;
  readonly report: (thrown: unknown) => void;
}

/** A cancelled slice is waited for this long, in milliseconds: one product may take longer. */
const PATIENCE = 500;

/** Looks at spectra of a training's runs when asked to, in a thread of its own, matrix after matrix. */
export class Inspector {
  private readonly client: EngineClient;
  private under: AbortController | null = null;
  /** The training that the spectra in the store were found to be of. */
  private judged: Spec | null = null;

  constructor(
    private readonly store: Store,
    private readonly office: Office,
    private readonly trainers: Pick<Trainers, 'weights'>,
  ) {
    this.client = new EngineClient(office.spawn, undefined, PATIENCE);
    store.subscribe((state) => this.react(state));
  }

  fulfil(wish: SpectrumWish): void {
    if (wish.kind === 'cancel-spectrum') this.stop();
    else void this.inspect(wish.choices);
  }

  /** Another training has other weights. */
  private react({ spectra, training: { spec } }: State): void {
    if (!spectra || (spec && spec === this.judged)) return;
    this.judged = spec;
    if (spec && spectraKey(spec) === spectra.key) return;
    this.under?.abort();
    this.under = null;
    this.store.dispatch({ kind: 'spectra', spectra: null });
  }

  private stop(): void {
    this.under?.abort();
    this.under = null;
    const { spectra } = this.store.state;
    if (spectra?.work) this.tell({ ...spectra, work: null, cancelled: true });
  }

  private tell(spectra: Spectra): void {
    this.store.dispatch({ kind: 'spectra', spectra });
  }

  private async inspect(choices: SpectrumChoices): Promise<void> {
    const { experiment, training, catalogue, spectra: before } = this.store.state;
    const { spec } = training;
    if (!experiment || !spec || !catalogue) return;
    this.under?.abort();
    const stop = new AbortController();
    this.under = stop;
    const { select, at } = experiment.beside;
    const runs = [...spec.optimizers.keys()].filter((run) => select === null || select === run);
    const report = new Report(
      this.store,
      spec,
      Number(choices.depth),
      matrices(spec, catalogue, runs),
      stop.signal,
    );
    try {
      for (const run of runs) await this.look(spec, run, at, choices, stop.signal, report);
      report.end(false);
    } catch (thrown) {
      if (this.under !== stop) return;
      if (thrown instanceof RefusedError && thrown.specError.field.startsWith(FIELDS)) {
        const { specError: error } = thrown;
        const typed = choices[error.field.slice(FIELDS.length) as keyof SpectrumChoices];
        this.tell({
          ...report.spectra,
          found: before?.found ?? [],
          work: null,
          refused: { text: String(typed), error },
        });
        return;
      }
      report.end(true);
      if (!(thrown instanceof GivenUpError)) this.office.report(thrown);
    } finally {
      if (this.under === stop) this.under = null;
    }
  }

  /** Looks at H, and at P⁻¹H where there is a P, at the step shown of one run. */
  private async look(
    spec: Spec,
    run: number,
    at: number | null,
    choices: SpectrumChoices,
    signal: AbortSignal,
    report: Report,
  ): Promise<void> {
    report.begin(run, 'its weights');
    const weights = await this.trainers.weights(spec, run, at, signal, (news) => {
      if (news.kind === 'recomputed') report.working(news.share, news.secondsLeft, 0);
    });
    if (!weights) {
      report.put({ ...NOTHING, optimizer: run, problem: 'its weights are not known any more' });
      return;
    }
    const { theta, diagonal, step } = weights;
    const asset = this.office.assetFor(spec);
    for (const preconditioner of diagonal ? [null, diagonal] : [null]) {
      const one: Spectrum = {
        ...NOTHING,
        optimizer: run,
        preconditioned: preconditioner !== null,
        step,
      };
      report.begin(run, preconditioner ? 'P⁻¹H' : 'H');
      const onProgress = (news: Progress): void => {
        if (news.kind === 'read') report.reading(news.share, news.secondsLeft);
        if (news.kind !== 'inspected') return;
        if (news.report) report.put({ ...one, report: news.report });
        report.working(news.share, news.secondsLeft);
      };
      const order = {
        kind: 'inspect',
        spec,
        choices,
        asset,
        theta,
        diagonal: preconditioner,
      } as const;
      try {
        const seen = await this.client.ask(order, { signal, onProgress });
        report.put({ ...one, report: seen.report, complete: true });
      } catch (thrown) {
        const refused =
          thrown instanceof RefusedError && !thrown.specError.field.startsWith(FIELDS);
        if (!refused) throw thrown;
        report.put({ ...one, problem: thrown.message, complete: true });
      }
    }
  }
}

const FIELDS = 'curvature.';

const NOTHING = { preconditioned: false, step: 0, report: null, problem: null, complete: false };

/** How many matrices there are to look at: of some rules, P⁻¹H beside H. */
const matrices = (spec: Spec, catalogue: Catalogue, runs: readonly number[]): number =>
  runs.length + runs.filter((run) => isPreconditioned(spec, catalogue, run)).length;

/** Tells the store what was seen, and how far the whole has come. */
class Report {
  spectra: Spectra;
  private readonly names: readonly string[];
  private doing = '';

  constructor(
    private readonly store: Store,
    spec: Spec,
    depth: number,
    private readonly matrices: number,
    private readonly signal: AbortSignal,
  ) {
    this.names = labels(spec.optimizers);
    this.spectra = {
      key: spectraKey(spec),
      depth,
      found: [],
      work: null,
      refused: null,
      cancelled: false,
    };
  }

  begin(run: number, what: string): void {
    this.doing = `${this.names[run] ?? ''}: ${what}`;
    this.working(0, null);
  }

  /** The table is read; there is more to do than that. */
  reading(share: number, secondsLeft: number): void {
    const done = this.spectra.work?.share ?? 0;
    const doing = `${this.doing}, reading the table (${percent(share)})`;
    this.tell({ work: { share: done, secondsLeft, doing } });
  }

  /** `share` of the present matrix is done; all others are taken to be as much work. */
  working(share: number, secondsLeft: number | null, weight = 1): void {
    const behind = this.spectra.found.filter(({ complete }) => complete).length;
    const ahead = Math.max(0, this.matrices - behind - 1);
    const left =
      secondsLeft === null || share === 0 ? null : secondsLeft * (1 + ahead / (1 - share));
    const done = Math.min(1, (behind + weight * share) / this.matrices);
    this.tell({ work: { share: done, secondsLeft: left, doing: this.doing } });
  }

  /** Adds what was seen of a matrix, or more of it. */
  put(one: Spectrum): void {
    const { found } = this.spectra;
    const last = found.at(-1);
    const goesOn =
      last && last.optimizer === one.optimizer && last.preconditioned === one.preconditioned;
    this.tell({ found: [...(goesOn ? found.slice(0, -1) : found), one] });
  }

  end(cancelled: boolean): void {
    this.tell({ work: null, cancelled });
  }

  private tell(change: Partial<Spectra>): void {
    // What was given up has nothing more to say.
    if (this.signal.aborted) return;
    this.spectra = { ...this.spectra, ...change };
    this.store.dispatch({ kind: 'spectra', spectra: this.spectra });
  }
}
