import './styles/page.css';
import './styles/controls.css';
import './styles/views.css';
import './styles/critical.css';
import './styles/leaving.css';
import { Conductor } from './conductor';
import './elements/es-app';
import { ThemeSwitch } from './elements/theme';
import { ownScript } from './engine/own-script';
import thread from './engine/worker.ts?worker&url';
import { receive } from './export/receive';
import { Address } from './link/address';
import { objectiveName } from './state/experiment';
import type { State } from './state/state';
import { Store } from './state/store';

const store = new Store();
const still = matchMedia('(prefers-reduced-motion: reduce)');
const spawn = (name = 'engine'): Worker => new Worker(ownScript(thread), { type: 'module', name });
const conductor = new Conductor(store, spawn, () => still.matches);
const theme = new ThemeSwitch((chosen) => store.dispatch({ kind: 'theme-changed', theme: chosen }));

const app = document.createElement('es-app');
app.state = store.state;
app.themeChoice = theme.choice;
app.addEventListener('wish', ({ detail: wish }) => {
  if (wish.kind === 'theme') {
    theme.set(wish.theme);
    app.themeChoice = theme.choice;
  } else {
    conductor.fulfil(wish);
    // What a hand does shows at once: its next move may build upon it within the same frame.
    draw();
  }
});

addEventListener('pointerdown', () => conductor.hold(true), true);
for (const end of ['pointerup', 'pointercancel'] as const)
  addEventListener(end, () => conductor.hold(false), true);

/** Tabs and histories tell experiments apart by what is minimized. */
function titleOf({ experiment }: State): string {
  return experiment ? `${objectiveName(experiment.spec)} · Eigensieve` : 'Eigensieve';
}

/** What makes the maps of basins comes with the first wish for them. */
let following = false;
async function followBasins(state: State): Promise<void> {
  if (following || !state.basins.on) return;
  following = true;
  try {
    const { BasinConductor } = await import('./basin-conductor');
    new BasinConductor(store, () => spawn());
  } catch {
    // Not to be had now; the next wish tries again.
    following = false;
  }
}

/** The engine's answers arrive several to a frame; each frame shows the state it finds, once. */
let drawing = false;
store.subscribe((state) => {
  void followBasins(state);
  document.title = titleOf(state);
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(draw);
});

/** The poster keeps the picture's place until there is one. */
function draw(): void {
  drawing = false;
  const { state } = store;
  app.state = state;
  if (!app.isConnected && (state.experiment !== null || state.engine === 'failed'))
    document.querySelector('#page')?.replaceChildren(app);
}

receive(window, (wish) => conductor.fulfil(wish));

void conductor.start(new Address((link) => void conductor.visit(link)));
