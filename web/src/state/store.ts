import type { Action } from './reduce';
import { reduce } from './reduce';
import { initialState, type State } from './state';

export type Listener = (state: State, before: State) => void;

/** The one store: actions in, states out. */
export class Store {
  private current: State;
  private readonly listeners = new Set<Listener>();

  constructor(initial: State = initialState) {
    this.current = initial;
  }

  get state(): State {
    return this.current;
  }

  dispatch(action: Action): void {
    const before = this.current;
    this.current = reduce(before, action);
    if (this.current === before) return;
    for (const listener of this.listeners) listener(this.current, before);
  }

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
