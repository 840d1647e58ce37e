import type { Paint } from './marks';

/** Takes the opacity out of a colour as browsers print it: `rgba(r, g, b, a)`, `oklch(l c h / a)`. */
export function splitOpacity(colour: string): { solid: string; opacity: number } {
  if (colour === 'transparent') return { solid: '#000', opacity: 0 };
  const slash = /^(.*?)\s*\/\s*([\d.]+%?)\s*\)$/.exec(colour);
  if (slash) return { solid: `${slash[1]})`, opacity: share(slash[2]) };
  const legacy = /^(?:rgb|hsl)a\((.*),\s*([\d.]+)\)$/.exec(colour);
  if (legacy) return { solid: `${colour.slice(0, 3)}(${legacy[1]})`, opacity: share(legacy[2]) };
  return { solid: colour, opacity: 1 };
}

function share(text = '1'): number {
  return text.endsWith('%') ? Number.parseFloat(text) / 100 : Number(text);
}

/**
 * Colours as the browser shows them, in hex: programs that open the file know fewer ways to write a
 * colour than the page uses.
 */
export class Paints {
  private readonly pixel = pixelContext();
  private readonly known = new Map<string, string>();

  of(colour: string, opacity = 1): Paint {
    const { solid, opacity: own } = splitOpacity(colour);
    let hex = this.known.get(solid);
    if (hex === undefined) {
      hex = this.shown(solid);
      this.known.set(solid, hex);
    }
    return { kind: 'paint', colour: hex, opacity: Math.round(own * opacity * 1000) / 1000 };
  }

  private shown(solid: string): string {
    const { pixel } = this;
    pixel.fillStyle = '#000';
    pixel.fillStyle = solid;
    pixel.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = pixel.getImageData(0, 0, 1, 1).data;
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  }
}

function pixelContext(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  return canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
}
