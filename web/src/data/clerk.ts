import {
  EngineClient,
  GivenUpError,
  RefusedError,
  UnavailableError,
  type WorkerPort,
} from '../engine/client';
import { type Asset, NETWORK_THREAD, type Progress } from '../engine/protocol';
import type { DataSpec, Header, Spec, SpecError, TableOutline } from '../generated/types';
import {
  type Importing,
  lacksFile,
  NOTHING_SHOWN,
  type OwnFile,
  ownTable,
  type ShownData,
} from '../state/own-data';
import type { Store } from '../state/store';
import type { DataWish } from '../state/wish';
import { changeDraft, type DraftChange, dataKey, firstDraft, nothingYet, withData } from './draft';

/** Rows that are shown of a data set. */
const ROWS_SHOWN = 24;

/** Settings with limits that follow from the rows there are. */
const SETTINGS: ReadonlySet<string> = new Set([
  'objective.samples',
  'objective.batch',
  'objective.loss',
]);

/** What the clerk asks of the conductor. */
export interface Desk {
  /** Takes another spec, as an edit of its data. */
  take(value: unknown): Promise<void>;
  train(): void;
  /** Where the experiment's data are. */
  assetFor(spec: Spec): Asset;
}

/** Sees to it that files of the user's become data, and that data are shown. It comes with the first wish. */
export class DataClerk {
  private readonly engine: EngineClient;
  private ticket = 0;
  private looks = false;
  /** The data asked for last. */
  private asked = '';

  constructor(
    private readonly store: Store,
    spawn: (name: string) => WorkerPort,
    private readonly desk: Desk,
  ) {
    this.engine = new EngineClient(
      () => spawn(NETWORK_THREAD),
      () =>
        this.change({
          share: null,
          problem: 'The engine stopped, and was started again. Try again.',
        }),
    );
    store.subscribe(() => this.look());
  }

  fulfil(wish: DataWish): void {
    switch (wish.kind) {
      case 'import-table':
        void this.receive(wish.file, wish.name);
        break;
      case 'choose-from-table':
        void this.choose(wish.choices);
        break;
      case 'use-table':
        void this.use();
        break;
      case 'close-table':
        this.engine.drop('table');
        this.store.dispatch({ kind: 'data', data: { importing: null } });
        break;
      case 'show-data':
        this.looks = true;
        this.look();
        break;
      default:
        wish satisfies never;
    }
  }

  /** Opens the dialog, and reads the file if there is one. */
  private async receive(file: Blob | null, name: string): Promise<void> {
    this.ticket += 1;
    this.engine.drop('table');
    const importing = { ...nothingYet, file, name, share: file ? 0 : null };
    this.store.dispatch({ kind: 'data', data: { importing } });
    if (file) await this.ask(null, null);
  }

  private async choose(choices: DraftChange): Promise<void> {
    const draft = this.store.state.data.importing?.draft;
    if (!draft) return;
    if ('header' in choices) {
      // Other names: what was chosen by the old ones means nothing any more.
      await this.ask(null, choices.header ?? null);
      return;
    }
    const next = changeDraft(draft, choices);
    this.change({ draft: next });
    await this.ask(next, next.header ?? null);
  }

  /** Has the file read, if it is not yet, and the draft judged; the first draft makes itself. */
  private async ask(draft: DataSpec | null, header: Header | null): Promise<void> {
    const { importing } = this.store.state.data;
    const { experiment } = this.store.state;
    if (!importing?.file || !experiment) return;
    const { file, name } = importing;
    const { seed } = experiment.spec;
    const { ticket } = this;
    const onProgress = (progress: Progress): void => {
      if (progress.kind !== 'read') return;
      const { share, secondsLeft } = progress;
      this.change({ share, secondsLeft });
    };
    try {
      const request = { kind: 'table', ticket, file, header, draft, seed } as const;
      const { outline, summary, problem } = await this.engine.latest('table', request, onProgress);
      if (ticket !== this.ticket) return;
      if (!draft) {
        if (this.isAwaited(file, name, outline)) return;
        const first = firstDraft(outline, name);
        const next: DataSpec = { ...first, standardise: 1, ...(header && { header }) };
        this.change({ outline, draft: next, share: null });
        await this.ask(next, header);
        return;
      }
      this.change({ outline, summary, share: null, problem: problem?.message ?? null });
    } catch (thrown) {
      if (thrown instanceof GivenUpError || ticket !== this.ticket) return;
      if (!(thrown instanceof RefusedError || thrown instanceof UnavailableError)) throw thrown;
      this.change({ share: null, problem: thrown.message });
    }
  }

  /** If the experiment waits for just this file, it gets it and goes on. */
  private isAwaited(file: Blob, name: string, { sha256, rows }: TableOutline): boolean {
    const { experiment, data } = this.store.state;
    if (!experiment || !lacksFile(experiment.spec, data.own)) return false;
    if (ownTable(experiment.spec)?.sha256 !== sha256) return false;
    this.keep({ file, name, sha256, rows });
    this.desk.train();
    return true;
  }

  private keep(file: OwnFile): void {
    const own = this.store.state.data.own.filter((other) => other.sha256 !== file.sha256);
    const data = { importing: null, own: [file, ...own] };
    this.store.dispatch({ kind: 'data', data });
  }

  private async use(): Promise<void> {
    const { experiment, data } = this.store.state;
    const { file, name, draft, outline, summary } = data.importing ?? nothingYet;
    if (!experiment || !file || !draft?.sha256 || !outline || !summary) return;
    this.keep({ file, name, sha256: draft.sha256, rows: outline.rows });
    await this.desk.take(withData(experiment.spec, draft, summary));
  }

  /** What only the rows themselves forbid stands at its setting, before anyone trains. */
  private object(error: SpecError): void {
    if (!SETTINGS.has(error.field)) return;
    this.store.dispatch({ kind: 'edit-refused', field: error.field, text: error.got, error });
  }

  private change(importing: Partial<Importing>): void {
    const now = this.store.state.data.importing;
    if (now) this.store.dispatch({ kind: 'data', data: { importing: { ...now, ...importing } } });
  }

  /** Asks for the data of the experiment shown, once they are looked at; those before stay until then. */
  private look(): void {
    const { experiment, data } = this.store.state;
    if (!this.looks || experiment?.spec.view !== 'network') return;
    const { spec } = experiment;
    const lacking = lacksFile(spec, data.own);
    const key = dataKey(spec) + lacking;
    if (this.asked === key) return;
    this.asked = key;
    this.engine.drop('data');
    if (lacking) return;
    const show = (shown: Partial<ShownData>): void =>
      this.store.dispatch({ kind: 'data', data: { shown: { ...NOTHING_SHOWN, ...shown } } });
    const request = {
      kind: 'data',
      spec,
      asset: this.desk.assetFor(spec),
      rows: ROWS_SHOWN,
    } as const;
    this.engine.latest('data', request).then(show, (thrown: unknown) => {
      if (thrown instanceof RefusedError) this.object(thrown.specError);
      if (thrown instanceof RefusedError || thrown instanceof UnavailableError)
        show({ problem: thrown.message });
      else if (!(thrown instanceof GivenUpError)) throw thrown;
    });
  }
}
