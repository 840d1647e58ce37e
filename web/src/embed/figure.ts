import { Conductor } from '../conductor';
import type { WorkerPort } from '../engine/client';
import { allEnded, lastStep, shownStep } from '../state/select';
import type { State } from '../state/state';
import { Store } from '../state/store';
import type { Wish } from '../state/wish';
import { landscapeCrew } from './threads';

/** A live experiment without a face: its state, who keeps it up to date, and its seats among the threads. */
export class Figure {
  private readonly store = new Store();
  private readonly seats = new Set<WorkerPort>();
  private conductor: Conductor | null = null;
  private closed = false;
  /** It was playing when it went out of sight. */
  private interrupted = false;
  private shownLink: string;

  /** `changed` hears of every new state. */
  constructor(
    link: string,
    private readonly changed: (state: State, before: State) => void,
  ) {
    this.shownLink = link;
  }

  get state(): State {
    return this.store.state;
  }

  /** The link of what is shown, a moment after it changed. */
  get link(): string {
    return this.shownLink;
  }

  /** Gets the engine and opens the link; rejects where there is no engine to be had. */
  async start(data: string, still: () => boolean): Promise<void> {
    const crew = await landscapeCrew();
    if (this.closed) return;
    this.conductor = new Conductor(this.store, () => this.keep(crew.seat()), still, data);
    this.store.subscribe((state, before) => {
      if (!this.closed) this.changed(state, before);
    });
    const show = (link: string): void => {
      this.shownLink = link;
      this.changed(this.state, this.state);
    };
    await this.conductor.start({ link: this.shownLink, show });
  }

  fulfil(wish: Wish): void {
    this.conductor?.fulfil(wish);
  }

  async open(link: string): Promise<void> {
    this.shownLink = link;
    await this.conductor?.visit(link);
  }

  wear(theme: State['theme']): void {
    this.store.dispatch({ kind: 'theme-changed', theme });
  }

  /** What nobody sees does not move. */
  see(seen: boolean): void {
    const { playing } = this.state;
    if (!seen && playing) {
      this.interrupted = true;
      this.fulfil({ kind: 'pause' });
    } else if (seen && this.interrupted) {
      this.interrupted = false;
      this.fulfil({ kind: 'play' });
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

/** All runs have ended and have been shown to their end. */
export const hasEnded = (state: State): boolean => allEnded(state) && !state.playing;
