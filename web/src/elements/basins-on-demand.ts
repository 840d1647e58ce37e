import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { State } from '../state/state';
import type { MapGround } from './es-map';

type Host = ReactiveControllerHost & { readonly state: State };

/** Which start leads where, on maps and in numbers; fetched with the first wish. */
export class BasinsOnDemand implements ReactiveController {
  private means: typeof import('./es-basins') | null = null;
  private fetching = false;

  constructor(
    private readonly host: Host,
    private readonly show: (on: boolean) => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.host.state.basins.on && !this.means && !this.fetching) void this.fetch();
  }

  /** An optimizer's basins in the place of a map's ramp; those of the one shown if none is named. */
  ground(optimizer?: number): MapGround | null {
    return this.means?.basinGround(this.host.state, optimizer) ?? null;
  }

  toggle(): unknown {
    return html`<label title="Which start leads where"
      ><input
        type="checkbox"
        name="basins"
        .checked=${this.host.state.basins.on}
        @change=${(event: Event) => this.show((event.target as HTMLInputElement).checked)}
      />basins</label
    >`;
  }

  legend(): unknown {
    const { state } = this.host;
    return state.basins.on && this.means ? html`<es-basins .state=${state}></es-basins>` : nothing;
  }

  /** In words, for those who do not see them. */
  aloud(): string {
    return this.means?.basinsAloud(this.host.state) ?? '';
  }

  private async fetch(): Promise<void> {
    this.fetching = true;
    try {
      this.means = await import('./es-basins');
      this.host.requestUpdate();
    } catch {
      // The network is gone: the switch goes back, and may be tried again.
      this.show(false);
    } finally {
      this.fetching = false;
    }
  }
}
