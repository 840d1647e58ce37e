import { Conductor } from '../conductor';
import type { WorkerPort } from '../engine/client';
import { NETWORK_THREAD } from '../engine/protocol';
import type { RunRecord } from '../generated/types';
import { isNetwork } from '../state/experiment';
import { allEnded, lastStep, records, shownStep } from '../state/select';
import type { State } from '../state/state';
import { Store } from '../state/store';
import type { Wish } from '../state/wish';
import { landscapeCrew, networkThread } from './threads';

/** A live experiment without a face: its state, who keeps it up to date, and its seats among the threads. */
export class Figure {
  private readonly store = new Store();
  private readonly seats = new Set<WorkerPort>();
  private conductor: Conductor | null = null;
  private closed = false;
  /** It was playing when it went out of sight. */
  private paused = false;
  private shownLink: string;

  /** `changed` hears of every new state. */
  constructor(
    link: string,
    private view: string,
    private readonly changed: (state: State, before: State) => void,
  ) {
    this.shownLink = link;
  }

  get state(): State {
    return this.store.state;
  }

  /** It would move if it were in sight. */
  get interrupted(): boolean {
    return this.paused;
  }

  /** The link of what is shown, a moment after it changed. */
  get link(): string {
    return this.shownLink;
  }

  /** Gets the engine and opens the link; rejects where there is no engine to be had. */
  async start(data: string, still: () => boolean): Promise<void> {
    const crew = await landscapeCrew();
    if (this.closed) return;
    this.conductor = new Conductor(
      this.store,
      (name) => this.keep(name === NETWORK_THREAD ? networkThread() : crew.seat()),
      still,
      data,
    );
    this.store.subscribe((state, before) => {
      if (!this.closed) this.changed(state, before);
    });
    const show = (link: string): void => {
      this.shownLink = link;
      this.changed(this.state, this.state);
    };
    await this.conductor.start({ link: this.shownLink, show });
    this.turn(this.view);
  }

  fulfil(wish: Wish): void {
    this.conductor?.fulfil(wish);
  }

  async open(link: string): Promise<void> {
    this.shownLink = link;
    await this.conductor?.visit(link);
    this.turn(this.view);
  }

  /** Shows another view of the experiment; without a word the link's own stays. */
  turn(view: string): void {
    this.view = view;
    const spec = this.state.experiment?.spec;
    if (view === '' || !spec || spec.view === view) return;
    const patches = [{ path: ['view'], value: view }];
    this.fulfil({ kind: 'edit', patches, field: 'view', text: view });
  }

  wear(theme: State['theme']): void {
    this.store.dispatch({ kind: 'theme-changed', theme });
  }

  /** From the first step. */
  play(): void {
    if (network(this.state)) this.fulfil({ kind: 'train' });
    else {
      this.fulfil({ kind: 'scrub', step: 0 });
      this.fulfil({ kind: 'play' });
    }
  }

  /** On from where it stands, or no longer. */
  move(on: boolean): void {
    if (network(this.state)) this.fulfil({ kind: on ? 'resume-training' : 'pause-training' });
    else this.fulfil({ kind: on ? 'play' : 'pause' });
  }

  /** What nobody sees does not move. */
  see(seen: boolean): void {
    if (!seen && isPlaying(this.state)) {
      this.paused = true;
      this.move(false);
    } else if (seen && this.paused) {
      this.paused = false;
      this.move(true);
    }
  }

  /** Gives back its seats: with the last figure's the threads end. */
  close(): void {
    this.closed = true;
    this.store.dispatch({ kind: 'paused' });
    this.conductor?.close();
    for (const seat of this.seats) seat.terminate();
    this.seats.clear();
  }

  /** A seat that is given back by whoever it was for is forgotten. */
  private keep(seat: WorkerPort): WorkerPort {
    const { terminate } = seat;
    // Whoever still waits for a thread that hung is not to have another.
    if (this.closed) terminate.call(seat);
    else this.seats.add(seat);
    seat.terminate = () => {
      this.seats.delete(seat);
      terminate.call(seat);
    };
    return seat;
  }
}

/** The step shown and the last one, whole. */
export function stepsOf(state: State): { readonly step: number; readonly last: number } {
  const last = lastStep(state);
  return { step: Math.floor(Math.min(shownStep(state), last)), last };
}

const network = ({ experiment }: State): boolean =>
  experiment !== null && isNetwork(experiment.spec);

/** Something moves by itself. */
export const isPlaying = (state: State): boolean =>
  network(state) ? state.training.phase === 'running' : state.playing;

/** All runs have ended and have been shown to their end. */
export const hasEnded = (state: State): boolean =>
  network(state) ? state.training.phase === 'ended' : allEnded(state) && !state.playing;

/** One a run; null while it is under way. */
export const recordsOf = (state: State): (RunRecord | null)[] =>
  network(state) ? state.training.runs.map(({ record }) => record) : records(state);
