// The first script of the stranger's page: hears all that a console would show, and looks at one
// figure and frame after the other, as a reader does who scrolls down.

const complaints = [];
for (const name of ['error', 'warn', 'info', 'log', 'debug'])
  console[name] = (...words) => complaints.push(`${name}: ${words.join(' ')}`);
addEventListener(
  'error',
  (event) => complaints.push(`error: ${event.message ?? event.target}`),
  true,
);
addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${reason}`));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  complaints.push(`policy: ${violatedDirective} ${blockedURI}`),
);
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, {
    get() {
      complaints.push(`${name} was asked for`);
      throw new DOMException('storage is blocked', 'SecurityError');
    },
  });

const lived = new Map();
addEventListener('message', ({ source, data }) => {
  if (data?.type === 'eigensieve-height' && data.live) lived.set(source, data.height);
});

/** Milliseconds for one figure, on a machine with much else to do. */
const PATIENCE = 45_000;

const until = (found, what) =>
  new Promise((resolve, reject) => {
    const from = performance.now();
    const look = () => {
      const value = found();
      if (value) resolve(value);
      else if (performance.now() - from > PATIENCE) reject(new Error(`waited for ${what()}`));
      else setTimeout(look, 50);
    };
    look();
  });

addEventListener('DOMContentLoaded', async () => {
  const [figures, frames] = [[], []];
  try {
    await scroll(figures, frames);
  } catch (error) {
    complaints.push(error.message);
  }
  const told = { complaints, figures, frames, address: location.href };
  await fetch('/told', { method: 'POST', body: JSON.stringify(told) });
});

async function scroll(figures, frames) {
  await customElements.whenDefined('eigen-sieve');
  for (const figure of document.querySelectorAll('eigen-sieve')) {
    const { link, runs } = await until(
      () => {
        // What grows meanwhile may move it out of sight again.
        figure.scrollIntoView();
        const state = figure.getState();
        const ended = state.runs.length > 0 && !state.runs.includes(null) && !state.playing;
        return ended && figure.shadowRoot.querySelector('canvas') && state;
      },
      () => `${figure.src}: ${figure.shadowRoot.textContent.replace(/\s+/g, ' ')}`,
    );
    figures.push({ link, fingerprints: runs.map(({ fingerprint }) => fingerprint) });
  }
  for (const frame of document.querySelectorAll('iframe')) {
    frames.push(
      await until(
        () => {
          frame.scrollIntoView();
          return lived.get(frame.contentWindow);
        },
        () => frame.src,
      ),
    );
  }
}
