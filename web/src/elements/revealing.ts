import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ShownPoint, spanOf } from '../state/points';
import type { Look } from '../state/select';
import type { State } from '../state/state';
import type { Revealed } from './es-map';
import type { Pointing } from './map-points';

type Host = ReactiveControllerHost & { readonly state: State | null };

/**
 * Which critical point is meant, under a pointer or with the focus, and what there is to show of it.
 * What was put away comes back with the next one.
 */
export class Revealing implements ReactiveController {
  private passed: number | null = null;
  private focused: number | null = null;
  /** How points are revealed; loaded with the first one. */
  private means: typeof import('./point-card') | null = null;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    // What a pointer called up has no focus of its own: Escape is heard wherever the focus is.
    window.addEventListener('keydown', this.onKey);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.onKey);
  }

  get pointed(): number | null {
    return this.passed ?? this.focused;
  }

  /** Told by the map and by the table alike. */
  readonly meant = ({ detail: { index, passing } }: CustomEvent<Pointing>): void => {
    if (passing) this.passed = index;
    else this.focused = index;
    if (!this.means) void this.load();
    this.host.requestUpdate();
  };

  reveal(shown: ShownPoint, looks: readonly Look[]): Revealed | null {
    const { means } = this;
    const { state } = this.host;
    if (!means || !state) return null;
    return {
      card: means.pointCard(shown, looks, spanOf(state)),
      ellipse: (frame) => means.pointEllipse(shown, frame),
    };
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.pointed === null) return;
    this.passed = null;
    this.focused = null;
    this.host.requestUpdate();
  };

  private async load(): Promise<void> {
    this.means = await import('./point-card');
    this.host.requestUpdate();
  }
}
