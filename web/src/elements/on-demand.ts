import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Layer } from '../plot/layer';
import type { Shown } from '../state/along';
import { allEnded, type Look } from '../state/select';
import type { State } from '../state/state';
import './es-export';

/** Room beneath the picture for charts that nobody asked for. */
const ROOMY = matchMedia('(min-width: 75rem) and (min-height: 62rem)');

const TOGGLES = [
  ['ascent', 'ascent points'],
  ['hessian', 'Hessian'],
] as const;

type Host = ReactiveControllerHost & { readonly state: State };

/** What the landscape view shows on demand: its controls, and its parts, which are fetched with the first wish. */
export class OnDemand implements ReactiveController {
  private chartsReady = false;
  private overlays: typeof import('./layers') | null = null;
  private fetching = false;
  private opened = false;

  constructor(
    private readonly host: Host,
    private readonly show: (shown: Partial<Shown>) => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const { state } = this.host;
    if (!this.opened && ROOMY.matches && allEnded(state)) {
      this.opened = true;
      this.show({ along: true });
    }
    const { along, ascent, hessian } = state.shown;
    const lacking = (along && !this.chartsReady) || ((ascent || hessian) && !this.overlays);
    if (lacking && !this.fetching) void this.fetch(state.shown);
  }

  private async fetch({ along, ascent, hessian }: Shown): Promise<void> {
    this.fetching = true;
    try {
      if (ascent || hessian) this.overlays ??= await import('./layers');
      if (along && !this.chartsReady) {
        await import('./es-along');
        this.chartsReady = true;
      }
    } catch {
      // The network is gone: the switches go back, and may be tried again.
      this.show({ along: false, ascent: false, hessian: false });
    } finally {
      this.fetching = false;
      this.host.requestUpdate();
    }
  }

  /** Drawn on the map beneath the trajectories. */
  layers(looks: readonly Look[]): readonly Layer[] {
    return this.overlays?.layersOf(this.host.state, looks) ?? NO_LAYERS;
  }

  /** Switches for what is drawn on the map, those of others among them, and a word on what it shows. */
  toggles(looks: readonly Look[], others: unknown): unknown {
    const { state } = this.host;
    return html`
      <div class="layers" role="group" aria-label="drawn on demand">
        ${TOGGLES.map(
          ([name, label]) => html`<label
            ><input
              type="checkbox"
              .checked=${state.shown[name]}
              @change=${(event: Event) =>
                this.show({ [name]: (event.target as HTMLInputElement).checked })}
            />${label}</label
          >`,
        )}
        ${others}
        <span class="soft">${this.overlays?.layerWords(state, looks)}</span>
      </div>
    `;
  }

  /** Loss, gradient and curvature along the runs, to be unfolded. */
  charts(looks: readonly Look[]): unknown {
    const { state } = this.host;
    const { along } = state.shown;
    const toggled = ({ target }: Event): void => {
      const { open } = target as HTMLDetailsElement;
      if (open !== this.host.state.shown.along) this.show({ along: open });
    };
    return html`
      <details class="along" ?open=${along} @toggle=${toggled}>
        <summary>Along the run: loss, ‖∇f‖ and λ max</summary>
        ${
          along && this.chartsReady
            ? html`<div class="side-head">
                  <span></span>
                  <es-export .state=${state} .piece=${'along the run'} .picture=${'es-along .plots'}></es-export>
                </div>
                <es-along .state=${state} .looks=${looks}></es-along>`
            : nothing
        }
      </details>
    `;
  }
}

const NO_LAYERS: readonly Layer[] = [];
