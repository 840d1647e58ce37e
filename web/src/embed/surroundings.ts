import type { Theme } from '../plot/colour';

/**
 * Whether the page around an element is light or dark there: by the ground it stands on, for many pages
 * switch by a class of their own and tell nobody. Without any ground it is the browser's.
 */
export function themeAround(element: Element): Theme {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const lightness = lightnessOf(getComputedStyle(at).backgroundColor);
    if (lightness !== null) return lightness < 0.5 ? 'dark' : 'light';
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (!schemes.includes('dark')) return 'light';
  return dark || !schemes.includes('light') ? 'dark' : 'light';
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

let probe: CanvasRenderingContext2D | null = null;

/** From 0 to 1; null for what is rather seen through. Any notation a browser knows is drawn and looked at. */
function lightnessOf(colour: string): number | null {
  if (colour === '' || colour === 'transparent' || colour === 'rgba(0, 0, 0, 0)') return null;
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', {
    willReadFrequently: true,
  }) as unknown as CanvasRenderingContext2D;
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
  if (alpha < 128) return null;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/** Calls `changed` whenever the page around may have turned light or dark; returns what ends that. */
export function watchSurroundings(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  const attributes = [
    'class',
    'style',
    'data-theme',
    'data-mode',
    'data-color-mode',
    'data-bs-theme',
  ];
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributes: true, attributeFilter: attributes });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}
