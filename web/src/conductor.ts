import type { DataClerk } from './data/clerk';
import {
  EngineClient,
  GivenUpError,
  RefusedError,
  UnavailableError,
  type WorkerPort,
} from './engine/client';
import { type Asset, NETWORK_THREAD, type Progress } from './engine/protocol';
import type { ExportClerk } from './export/clerk';
import type { FilterFollower } from './filter-follower';
import { DEFAULT_LINK } from './gallery/default';
import type { Spec, SpecError } from './generated/types';
import type { Lab } from './lab/lab';
import type { Address } from './link/address';
import { basinsKey } from './state/basins';
import { ASK_ABOVE, gradientsOf } from './state/cost';
import {
  type Experiment,
  factsKey,
  isNetwork,
  mapKey,
  runPlaces,
  trainingKey,
  VIEWS,
  type View,
} from './state/experiment';
import { lacksFile, namesTable, ownFile } from './state/own-data';
import { applyPatch } from './state/patch';
import { shareOf, stepAt } from './state/playback';
import { lastStep, runsToMake, shownStep } from './state/select';
import type { State } from './state/state';
import type { Store } from './state/store';
import { isOneStep, type Moment } from './state/undo';
import type { Wish } from './state/wish';
import { Surveyor } from './surveyor';
import type { Coach } from './training/coach';

/** Grid of the map, and of the coarser one while something is dragged. */
const GRID = 176;
const COARSE_GRID = 64;
/** Map changes closer together than this count as a drag, in milliseconds. */
const DRAG_PACE = 180;
/** The address follows after this pause. */
const ADDRESS_AFTER = 250;
/** How long a run unfolds when it is opened, and when it is played. */
const UNFOLD = 1150;
const PLAY = 4500;
/** Views of a network that are of its runs. */
const TRAINING_VIEWS: ReadonlySet<string | undefined> = new Set<View>(['network', 'compare']);
/** An engine that dies this often in a row is not asked again by itself. */
const DEATHS_IN_A_ROW = 2;
const DEATH_WINDOW = 10_000;

/** Where the link of what is shown is kept, and the first one comes from. */
export type LinkPlace = Pick<Address, 'link' | 'show'>;

/**
 * Where state meets the engine: listens to the store, asks the engine for what is missing and
 * dispatches what it answers. Elements never talk to the engine.
 */
export class Conductor {
  private readonly desk: EngineClient;
  private readonly surveyor: Surveyor;
  private coach: Promise<Coach> | null = null;
  private address: LinkPlace | null = null;
  private exports: ExportClerk | null = null;
  private dataClerk: Promise<DataClerk> | null = null;
  private lab: Promise<Lab> | null = null;

  private draft: unknown = null;
  private ticket = 0;
  private applied = 0;
  /** A typed function on its way through the engine; other edits wait for it. */
  private writing: Promise<void> | null = null;
  private lastEdit: Moment | null = null;
  /** The pointer's present press by its number, null while none is held. */
  private press: number | null = null;
  private presses = 0;
  private history: 'push' | 'replace' = 'replace';
  private addressIsKept = false;
  private addressTimer: ReturnType<typeof setTimeout> | undefined;
  private mapTimer: ReturnType<typeof setTimeout> | undefined;
  private mapChanged = Number.NEGATIVE_INFINITY;
  private filters: Promise<FilterFollower> | null = null;
  private approved = '';
  private deaths: number[] = [];
  private playDuration = UNFOLD;
  private follows = false;

  constructor(
    private readonly store: Store,
    private readonly spawn: (name?: string) => WorkerPort,
    private readonly stillness: () => boolean,
    /** The folder that data lie in, with a slash. */
    private readonly data = new URL('data/', document.baseURI).href,
  ) {
    this.desk = new EngineClient(
      () => spawn(),
      (message) => this.engineDied(message),
    );
    this.surveyor = new Surveyor(store, this.desk, this.report);
    store.subscribe((state, before) => this.react(state, before));
  }

  /** Starts the engine and opens the address's link, or the default one. */
  async start(address: LinkPlace): Promise<void> {
    this.address = address;
    try {
      const { catalogue } = await this.desk.ask({ kind: 'start' });
      this.store.dispatch({ kind: 'engine-ready', catalogue });
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.store.dispatch({ kind: 'engine-failed', message: `The engine did not start: ${why}.` });
      return;
    }
    await this.visit(address.link || DEFAULT_LINK);
  }

  /** Ends the engine's thread; what is under way is given up. */
  close(): void {
    clearTimeout(this.addressTimer);
    clearTimeout(this.mapTimer);
    this.desk.close();
  }

  /** Opens a link; a refused one leaves the default experiment, its error, and the link for mending. */
  async visit(link: string): Promise<void> {
    try {
      const experiment = await this.desk.latest('open', {
        kind: 'open',
        link: link || DEFAULT_LINK,
      });
      this.addressIsKept = false;
      this.opened(experiment);
    } catch (thrown) {
      if (!(thrown instanceof RefusedError)) return;
      await this.openDefault();
      this.addressIsKept = true;
      this.store.dispatch({ kind: 'link-refused', link, error: thrown.specError });
    }
  }

  private async openDefault(): Promise<void> {
    const experiment = await this.desk.ask({ kind: 'open', link: DEFAULT_LINK });
    this.addressIsKept = true;
    this.opened(experiment);
  }

  /** Opens the experiment in a file; one that holds none is named, and all stays as it was. */
  private async import(file: Blob, name: string): Promise<void> {
    try {
      const found = await this.desk.latest('open', { kind: 'import', file, name });
      if ('problem' in found) {
        this.store.dispatch({ kind: 'noticed', text: found.problem });
        return;
      }
      this.addressIsKept = false;
      this.store.dispatch({ kind: 'notice-dismissed' });
      this.opened(found.experiment);
      this.history = 'push';
    } catch (thrown) {
      this.report(thrown);
    }
  }

  /** So does what makes data of the user's files, and shows them. */
  private async hireDataClerk(): Promise<DataClerk> {
    const { DataClerk } = await import('./data/clerk');
    return new DataClerk(this.store, this.spawn, {
      take: (value) => {
        const patches = [{ path: [], value }];
        return this.edit({ kind: 'edit', patches, field: 'objective.data', text: 'csv' });
      },
      train: () => this.coached((coach) => coach.train(null)),
      assetFor: (spec) => this.assetFor(spec),
    });
  }

  /** Exports come with their first use. */
  private async clerk(): Promise<ExportClerk> {
    const { ExportClerk } = await import('./export/clerk');
    this.exports ??= new ExportClerk(this.store, this.desk);
    return this.exports;
  }

  private opened(experiment: Experiment): void {
    this.draft = null;
    this.history = 'replace';
    this.lastEdit = null;
    this.playDuration = UNFOLD;
    // The same network in another view goes on training, and keeps what it has.
    const { spec } = experiment;
    const trained = this.store.state.training.spec;
    const goesOn = trained !== null && trainingKey(trained) === trainingKey(spec);
    if (!goesOn) this.store.dispatch({ kind: 'training-phase', phase: 'idle' });
    this.store.dispatch({ kind: 'opened', experiment });
    // Fingerprints are there to be compared, whatever the view.
    const wanted = TRAINING_VIEWS.has(spec.view) || experiment.beside.fp.length > 0;
    if (isNetwork(spec) && wanted && !goesOn) this.coached((coach) => coach.train(null));
  }

  /** The pointer goes down or up: what happens between is one step, however long it takes. */
  hold(held: boolean): void {
    if (held) this.presses += 1;
    this.press = held ? this.presses : null;
  }

  fulfil(wish: Wish): void {
    const { store } = this;
    switch (wish.kind) {
      case 'edit':
        void this.edit(wish);
        break;
      case 'write':
        this.writing = this.write(wish.source);
        break;
      case 'undo':
      case 'redo':
        this.travel(wish.kind);
        break;
      case 'beside':
        this.beginStep(Object.keys(wish.beside).join());
        store.dispatch({ kind: 'beside-changed', beside: wish.beside });
        break;
      case 'show-filter':
      case 'hold-range':
      case 'type-range':
      case 'move-bound':
        this.filters ??= this.followFilters();
        void this.filters.then((follower) => follower.fulfil(wish));
        break;
      case 'move-start':
        this.noteEdit(`starts[${wish.start}]`);
        store.dispatch({ kind: 'start-moved', start: wish.start, to: wish.to });
        break;
      case 'add-start':
        this.noteEdit('starts');
        store.dispatch({ kind: 'start-added', at: wish.at });
        break;
      case 'remove-start':
        this.noteEdit('starts');
        store.dispatch({ kind: 'start-removed', start: wish.start });
        break;
      case 'play':
        this.playDuration = PLAY;
        if (runsToMake(store.state).length > 0) this.makeRuns(store.state);
        store.dispatch({ kind: 'played' });
        break;
      case 'pause':
        store.dispatch({ kind: 'paused' });
        break;
      case 'pace':
        store.dispatch({ kind: 'paced', speed: wish.speed });
        break;
      case 'scrub':
        store.dispatch({ kind: 'scrubbed', step: wish.step });
        break;
      case 'train':
      case 'train-on':
      case 'train-longer':
      case 'pause-training':
      case 'resume-training':
      case 'cancel-training':
      case 'reset-training':
      case 'new-seed':
      case 'follow-weights':
      case 'inspect-spectrum':
      case 'cancel-spectrum':
        if (wish.kind === 'train' && this.lacksFile())
          this.fulfil({ kind: 'import-table', file: null, name: '' });
        else this.coached((coach) => coach.fulfil(wish));
        break;
      case 'show-outputs':
      case 'choose-outputs':
      case 'show-slice':
      case 'slice-plane':
      case 'slice-window':
      case 'slice-scale':
      case 'slice-at':
      case 'cancel-slice':
        this.lab ??= this.hireLab();
        void this.lab.then((lab) => lab.fulfil(wish));
        break;
      case 'answer':
        this.answered(wish.run);
        break;
      case 'show':
        store.dispatch({ kind: 'shown-changed', shown: wish.shown });
        void this.follow();
        break;
      case 'basins':
        store.dispatch({ kind: 'basins', change: { is: 'switched', on: wish.on } });
        break;
      case 'refine-basins':
        if (store.state.experiment) {
          const key = wish.on ? basinsKey(store.state.experiment.spec) : '';
          store.dispatch({ kind: 'basins', change: { is: 'approved', key } });
        }
        break;
      case 'map-room':
        store.dispatch({ kind: 'basins', change: { is: 'room', room: wish.room } });
        break;
      case 'open':
        this.address?.show(wish.link.startsWith('#') ? wish.link : `#${wish.link}`, 'push');
        void this.visit(wish.link);
        break;
      case 'import':
        if (namesTable(wish.name)) this.fulfil({ ...wish, kind: 'import-table' });
        else void this.import(wish.file, wish.name);
        break;
      case 'import-table':
      case 'choose-from-table':
      case 'use-table':
      case 'close-table':
      case 'show-data':
        this.dataClerk ??= this.hireDataClerk();
        void this.dataClerk.then((clerk) => clerk.fulfil(wish));
        break;
      case 'export-runs':
      case 'export-picture':
      case 'export-spectra':
      case 'export-table':
      case 'copy-snippet':
      case 'cancel-export':
        void this.clerk().then((clerk) => clerk.fulfil(wish));
        break;
      case 'dismiss-refusal':
        this.addressIsKept = false;
        store.dispatch({ kind: 'refusal-dismissed' });
        this.printSoon();
        break;
      case 'dismiss-notice':
        store.dispatch({ kind: 'notice-dismissed' });
        break;
      case 'theme':
        break;
      default:
        wish satisfies never;
    }
  }

  /** Has the engine read the edited spec; only what it accepts becomes the experiment. */
  private async edit({ patches, field, text }: Extract<Wish, { kind: 'edit' }>): Promise<void> {
    const moment = this.momentOf(field);
    if (this.writing) await this.writing;
    const { state } = this.store;
    if (!state.experiment) return;
    const value = patches.reduce(applyPatch, this.draft ?? state.experiment.spec);
    this.draft = value;
    this.ticket += 1;
    const ticket = this.ticket;
    try {
      const { spec } = await this.desk.ask({ kind: 'read', value });
      if (ticket < this.applied) return;
      this.applied = ticket;
      this.noteEdit(field, moment);
      const structural = patches.some(({ path }) => path.length < 3);
      const fields = structural ? Object.keys(this.store.state.fieldErrors) : [field];
      this.store.dispatch({ kind: 'edited', spec, fields });
    } catch (thrown) {
      if (thrown instanceof RefusedError) this.refuse(field, text, thrown.specError);
    } finally {
      if (ticket === this.ticket) this.draft = null;
    }
  }

  /** Curves and all that moves along them have a follower of their own, from the first look on. */
  private async followFilters(): Promise<FilterFollower> {
    const { FilterFollower } = await import('./filter-follower');
    return new FilterFollower(this.desk, this.store, (wish) => this.edit(wish), this.report);
  }

  /** Has the engine read a typed function: the newest text wins, and a refused one changes nothing. */
  private async write(source: string): Promise<void> {
    const { state } = this.store;
    if (!state.experiment) return;
    const field = 'objective.source';
    const moment = this.momentOf(field);
    const { spec } = state.experiment;
    const order = { kind: 'write', spec, source, values: state.values } as const;
    try {
      const { objective } = (await this.desk.latest('write', order)).spec;
      const { experiment, fieldErrors } = this.store.state;
      if (!experiment) return;
      this.noteEdit(field, moment);
      const fields = Object.keys(fieldErrors).filter((name) => name.startsWith('objective'));
      this.store.dispatch({ kind: 'edited', spec: { ...experiment.spec, objective }, fields });
    } catch (thrown) {
      if (thrown instanceof RefusedError) this.refuse(field, source, thrown.specError);
    }
  }

  /** Takes the last step back, or does it again; edits under way are part of what is left. */
  private travel(kind: 'undo' | 'redo'): void {
    this.ticket += 1;
    this.applied = this.ticket;
    this.draft = null;
    this.desk.drop('write');
    this.beginStep(kind, { field: kind, at: Number.POSITIVE_INFINITY, press: null });
    this.store.dispatch({ kind: kind === 'undo' ? 'undone' : 'redone' });
  }

  private refuse(field: string, text: string, error: SpecError): void {
    this.store.dispatch({ kind: 'edit-refused', field, text, error });
  }

  private momentOf(field: string): Moment {
    return { field, at: performance.now(), press: this.press };
  }

  /** Steps make entries of the browser's history; returns whether this one begins here. */
  private beginStep(field: string, moment = this.momentOf(field)): boolean {
    const fresh = !isOneStep(this.lastEdit, moment);
    if (fresh) this.history = 'push';
    this.lastEdit = moment;
    this.addressIsKept = false;
    return fresh;
  }

  /** Before an edit of the spec, which can be undone: one step for each field and gesture. */
  private noteEdit(field: string, moment = this.momentOf(field)): void {
    if (this.beginStep(field, moment)) this.store.dispatch({ kind: 'step-begun', field });
  }

  private react(state: State, before: State): void {
    const { experiment } = state;
    if (state.playing && !before.playing) this.animate();
    if (!experiment || experiment === before.experiment) return;
    const fresh = before.experiment === null;
    const { spec } = experiment;
    if (state.facts === null || fresh || factsKey(spec) !== factsKey(before.experiment.spec))
      this.askFacts(spec);
    if (isNetwork(spec)) this.desk.drop('run');
    else {
      if (state.contours === null || fresh || mapKey(experiment) !== mapKey(before.experiment))
        this.askMap();
      if (fresh || spec !== before.experiment.spec) this.makeRuns(state);
      this.surveyor.react(state, before);
    }
    this.printSoon();
  }

  private askFacts(spec: Spec): void {
    this.desk
      .latest('facts', { kind: 'facts', spec })
      .then((facts) => this.store.dispatch({ kind: 'facts-known', facts }), this.report);
  }

  private askMap(): void {
    const now = performance.now();
    const dragging = now - this.mapChanged < DRAG_PACE;
    this.mapChanged = now;
    clearTimeout(this.mapTimer);
    if (dragging) this.mapTimer = setTimeout(() => this.traceMap(GRID), DRAG_PACE);
    this.traceMap(dragging ? COARSE_GRID : GRID);
  }

  private traceMap(size: number): void {
    const { experiment } = this.store.state;
    if (!experiment?.spec.window) return;
    const { spec, beside } = experiment;
    this.desk
      .latest('map', {
        kind: 'map',
        spec,
        columns: size,
        scale: beside.scale,
      })
      .then(
        ({ contours }) => this.store.dispatch({ kind: 'contours-traced', contours }),
        this.report,
      );
  }

  /** Asks for every run the picture lacks, unless there is more to do than a person may expect. */
  private makeRuns(state: State): void {
    const wanted = runsToMake(state);
    if (!state.experiment || wanted.length === 0) return;
    const { spec } = state.experiment;
    if (this.mustAsk(state, spec)) return;
    const places = runPlaces(spec);
    const keys = state.runs.map((run) => run.key);
    const runs = wanted.map((index) => ({ index, ...(places[index] as (typeof places)[number]) }));
    const onProgress = (progress: Progress): void => {
      if (progress.kind !== 'ran') return;
      const { index, trail, record, through } = progress;
      const key = keys[index] ?? '';
      this.store.dispatch({ kind: 'run-advanced', index, key, trail, record, through });
    };
    this.desk.latest('run', { kind: 'run', spec, runs }, onProgress).catch(this.report);
  }

  private mustAsk(state: State, spec: Spec): boolean {
    if (!state.catalogue) return true;
    const rows = ownFile(spec, state.data.own)?.rows;
    const gradients = gradientsOf(spec, state.catalogue, rows);
    if (gradients <= ASK_ABOVE || this.approved === trainingKey(spec) + JSON.stringify(spec.starts))
      return false;
    this.store.dispatch({ kind: 'asked', gradients });
    return true;
  }

  private answered(run: boolean): void {
    const { experiment } = this.store.state;
    this.store.dispatch({ kind: 'answered', run });
    if (!run || !experiment) return;
    this.approved = trainingKey(experiment.spec) + JSON.stringify(experiment.spec.starts);
    if (isNetwork(experiment.spec)) this.coached((coach) => coach.train(null));
    else this.makeRuns(this.store.state);
  }

  /** Whether the experiment waits for a file of the user's. */
  private lacksFile(): boolean {
    const { experiment, data } = this.store.state;
    return experiment !== null && lacksFile(experiment.spec, data.own);
  }

  /** Training has a hand of its own, which comes with the first network. */
  private coached(use: (coach: Coach) => void): void {
    this.coach ??= this.hireCoach();
    this.coach.then(use, () => {
      this.coach = null;
      this.store.dispatch({ kind: 'noticed', text: 'What trains networks could not be fetched.' });
    });
  }

  private async hireCoach(): Promise<Coach> {
    const { Coach } = await import('./training/coach');
    const office = {
      spawn: () => this.spawn(NETWORK_THREAD),
      // The view says which file is awaited.
      mayRun: (spec: Spec) => !this.lacksFile() && !this.mustAsk(this.store.state, spec),
      assetFor: (spec: Spec) => this.assetFor(spec),
      edit: (wish: Extract<Wish, { kind: 'edit' }>) => this.edit(wish),
      report: this.report,
    };
    return new Coach(this.store, office, navigator.hardwareConcurrency);
  }

  /** Pictures of trained networks have one too, which comes with the first of them. */
  private async hireLab(): Promise<Lab> {
    const { Lab } = await import('./lab/lab');
    return new Lab(this.store, this.spawn, {
      followWeights: (on) => this.fulfil({ kind: 'follow-weights', on }),
      weights: async (run, step, signal) => (await this.coach)?.weights(run, step, signal) ?? null,
      assetFor: (spec) => this.assetFor(spec),
    });
  }

  /** What is shown on demand needs answers of its own, from the first time on. */
  private async follow(): Promise<void> {
    if (this.follows) return;
    this.follows = true;
    const { Follower } = await import('./follower');
    new Follower(this.desk, this.store, this.report);
  }

  private assetFor(spec: Spec): Asset {
    if (spec.objective.kind !== 'mlp') return null;
    const own = ownFile(spec, this.store.state.data.own);
    if (own) return own.file;
    const { name } = spec.objective.data;
    const asset = this.store.state.catalogue?.data.find((data) => data.name === name)?.asset;
    return asset ? new URL(asset, this.data).href : null;
  }

  private printSoon(): void {
    clearTimeout(this.addressTimer);
    this.addressTimer = setTimeout(() => void this.print(), ADDRESS_AFTER);
  }

  /** Writes the link of what is shown into the address bar, and remembers it for its view. */
  private async print(): Promise<void> {
    const { experiment } = this.store.state;
    if (!experiment) return;
    const { spec, beside } = experiment;
    const views = VIEWS.filter((view) => view !== (isNetwork(spec) ? 'landscape' : 'network'));
    try {
      const printed = await this.desk.latest('print', { kind: 'print', spec, beside, views });
      // Of what was shown a moment ago: the link of what is shown now is on its way.
      if (this.store.state.experiment !== experiment) return;
      this.store.dispatch({ kind: 'link-printed', links: printed.views });
      if (this.addressIsKept) return;
      this.address?.show(printed.link, this.history);
      this.history = 'replace';
    } catch (thrown) {
      this.report(thrown);
    }
  }

  /** Moves the playhead along until the longest run's end, at the pace of the moment. */
  private animate(): void {
    const still = this.stillness();
    let before: number | null = null;
    const frame = (now: number): void => {
      const { state } = this.store;
      if (!state.playing) return;
      const last = lastStep(state);
      if (last > 0) {
        if (still && this.playDuration === UNFOLD) {
          this.store.dispatch({ kind: 'ticked', step: Number.POSITIVE_INFINITY });
          return;
        }
        const gone = before === null ? 0 : ((now - before) * state.speed) / this.playDuration;
        before = now;
        const share = shareOf(Math.min(shownStep(state), last), last) + gone;
        this.store.dispatch({ kind: 'ticked', step: stepAt(share, last) });
      } else if (runsToMake(state).length === 0) {
        this.store.dispatch({ kind: 'ticked', step: Number.POSITIVE_INFINITY });
        return;
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  private engineDied(message: string): void {
    const now = performance.now();
    this.deaths = [...this.deaths.filter((at) => now - at < DEATH_WINDOW), now];
    this.store.dispatch({
      kind: 'noticed',
      text: `The engine stopped (${message}) and was started again. Your settings are kept.`,
    });
    if (this.deaths.length > DEATHS_IN_A_ROW) return;
    const { state } = this.store;
    if (!state.experiment) return;
    void this.filters?.then((follower) => follower.forget());
    this.askFacts(state.experiment.spec);
    if (!isNetwork(state.experiment.spec)) {
      this.traceMap(GRID);
      this.makeRuns(state);
      this.surveyor.again();
    }
  }

  /** Refusals become a notice; requests given up need none. */
  private readonly report = (thrown: unknown): void => {
    if (thrown instanceof RefusedError || thrown instanceof UnavailableError)
      this.store.dispatch({ kind: 'noticed', text: thrown.message });
    else if (!(thrown instanceof GivenUpError)) throw thrown;
  };
}
