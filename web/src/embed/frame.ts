/**
 * embed.html: a figure for hosts that allow no script. All of it is in one page, for in a sandbox of
 * opaque origin nothing can be fetched. The link is the fragment, attributes are in the query. The page
 * around is told how high the figure is and whether it lives, and is never listened to.
 *
 * Networks are in a page of their own, for they need twice as much: the frame goes on there by itself.
 */
import { isNetwork } from '../state/experiment';
import { EigenSieve } from './index';

/** What the page around is told; docs/embedding.md shows how to listen. */
export interface FrameMessage {
  readonly type: 'eigensieve-height';
  /** In CSS pixels. */
  readonly height: number;
  /** All runs have ended and were shown to their ends. */
  readonly live: boolean;
}

const figure = new EigenSieve();
for (const name of ['view', 'controls', 'theme', 'loading', 'alt']) {
  const value = new URLSearchParams(location.search).get(name);
  if (value !== null) figure.setAttribute(name, value);
}
figure.src = location.hash;
addEventListener('hashchange', () => {
  figure.src = location.hash;
});
figure.addEventListener('error', () => {
  const { spec } = figure.getState();
  if (NETWORKS === '' || !spec || !isNetwork(spec)) return;
  const { search, hash } = location;
  location.replace(new URL(NETWORKS + search + hash, location.href));
});
document.body.append(figure);

let live = false;

function tell(): void {
  const height = Math.ceil(figure.getBoundingClientRect().height);
  const message: FrameMessage = { type: 'eigensieve-height', height, live };
  // To any origin: a height is no secret, and in a sandbox there is no origin to name.
  parent.postMessage(message, '*');
}

if (parent !== window) {
  new ResizeObserver(tell).observe(figure);
  figure.addEventListener('end', () => {
    live = true;
    tell();
  });
}
