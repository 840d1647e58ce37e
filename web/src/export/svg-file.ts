import {
  type Clip,
  IDENTITY,
  type Mark,
  type Matrix,
  type Paint,
  type PathMark,
  type Picture,
  type Stroke,
  type Tile,
} from './marks';

/** What the file says of itself, and how large it stands on paper. */
export interface About {
  readonly title: string;
  readonly description: string;
  /** As SVG writes lengths: `86mm`, `604px`. */
  readonly width: string;
  readonly height: string;
}

/** A picture as a file that needs nothing beside it: no style sheet, no script, no font but the reader's. */
export function svgFile({ width, height, page, marks }: Picture, about: About): string {
  const writer = new Writer();
  const body = writer.group(marks);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${about.width}" height="${about.height}" viewBox="0 0 ${brief(width)} ${brief(height)}" style="font-variant-numeric:tabular-nums">`,
    `<title>${escaped(about.title)}</title>`,
    `<desc>${escaped(about.description)}</desc>`,
    ...(writer.definitions.length > 0 ? ['<defs>', ...writer.definitions, '</defs>'] : []),
    `<path d="M0 0H${brief(width)}V${brief(height)}H0Z" ${paint('fill', page)}/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

class Writer {
  readonly definitions: string[] = [];
  private readonly clips = new Map<string, string>();

  /** Marks in a row that are clipped alike share a group. */
  group(marks: readonly Mark[]): string[] {
    const lines: string[] = [];
    let open = '';
    for (const mark of marks) {
      const clip = this.clip(mark.clip);
      if (clip !== open) {
        if (open !== '') lines.push('</g>');
        if (clip !== '') lines.push(`<g clip-path="url(#${clip})">`);
        open = clip;
      }
      lines.push(this.mark(mark));
    }
    if (open !== '') lines.push('</g>');
    return lines;
  }

  /** The id of a clip; several outlines clip each other. */
  private clip(clip: Clip): string {
    let within = '';
    for (const { data, matrix, evenOdd } of clip) {
      const rule = evenOdd ? ' clip-rule="evenodd"' : '';
      const key = `${within} ${data}${rule}${transform(matrix)}`;
      let id = this.clips.get(key);
      if (id === undefined) {
        id = `clip${this.clips.size + 1}`;
        this.clips.set(key, id);
        const outer = within === '' ? '' : ` clip-path="url(#${within})"`;
        this.definitions.push(
          `<clipPath id="${id}"${outer}><path d="${data}"${rule}${transform(matrix)}/></clipPath>`,
        );
      }
      within = id;
    }
    return within;
  }

  private mark(mark: Mark): string {
    switch (mark.kind) {
      case 'path':
        return this.path(mark);
      case 'text': {
        const { x, y, anchor, font, fill, halo, text, matrix } = mark;
        const attributes = [
          `x="${brief(x)}" y="${brief(y)}"`,
          anchor === 'start' ? '' : `text-anchor="${anchor}"`,
          `font-family="${escaped(font.family)}" font-size="${brief(font.size)}"`,
          font.weight === '400' ? '' : `font-weight="${font.weight}"`,
          font.style === 'normal' ? '' : `font-style="${font.style}"`,
          paint('fill', fill),
          halo ? `${stroke(halo)} paint-order="stroke"` : '',
        ];
        return `<text ${attributes.filter(Boolean).join(' ')}${transform(matrix)}>${escaped(text)}</text>`;
      }
      case 'image': {
        const { x, y, width, height, opacity, source, matrix } = mark;
        const shade = opacity === 1 ? '' : ` opacity="${opacity}"`;
        return `<image x="${brief(x)}" y="${brief(y)}" width="${brief(width)}" height="${brief(height)}"${shade} preserveAspectRatio="none" href="${source.toDataURL('image/png')}"${transform(matrix)}/>`;
      }
      default:
        return mark satisfies never;
    }
  }

  private path({ data, fill, stroke: line, evenOdd, matrix }: PathMark): string {
    const filled =
      fill === null
        ? 'fill="none"'
        : fill.kind === 'tile'
          ? `fill="url(#${this.tile(fill, matrix)})"${fill.opacity === 1 ? '' : ` fill-opacity="${fill.opacity}"`}`
          : paint('fill', fill);
    const attributes = [filled, evenOdd ? 'fill-rule="evenodd"' : '', line ? stroke(line) : ''];
    return `<path d="${data}" ${attributes.filter(Boolean).join(' ')}${transform(matrix)}/>`;
  }

  /** A pattern lies in the coordinates of what it fills. */
  private tile({ width, height, matrix, marks }: Tile, around: Matrix): string {
    const id = `tile${this.definitions.length + 1}`;
    const inner = this.group(marks).join('');
    const [a, b, c, d, e, f] = around;
    const back = new DOMMatrix([a, b, c, d, e, f]).inverse().multiply(new DOMMatrix([...matrix]));
    const own: Matrix = [back.a, back.b, back.c, back.d, back.e, back.f];
    this.definitions.push(
      `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse"${transform(own, 'patternTransform')}>${inner}</pattern>`,
    );
    return id;
  }
}

const brief = (value: number): string => String(Math.round(value * 100) / 100);

function transform(matrix: Matrix, name = 'transform'): string {
  if (matrix.every((value, i) => value === IDENTITY[i])) return '';
  const values = matrix.map((value) => Math.round(value * 1e5) / 1e5);
  const [a, b, c, d, e, f] = values;
  if (a === 1 && b === 0 && c === 0 && d === 1) return ` ${name}="translate(${e} ${f})"`;
  return ` ${name}="matrix(${values.join(' ')})"`;
}

const paint = (name: string, { colour, opacity }: Paint): string =>
  `${name}="${colour}"${opacity === 1 ? '' : ` ${name}-opacity="${opacity}"`}`;

function stroke({ paint: ink, width, dash, cap, join }: Stroke): string {
  return [
    paint('stroke', ink),
    `stroke-width="${brief(width)}"`,
    dash.length > 0 ? `stroke-dasharray="${dash.map(brief).join(' ')}"` : '',
    cap === 'butt' ? '' : `stroke-linecap="${cap}"`,
    join === 'miter' ? '' : `stroke-linejoin="${join}"`,
  ]
    .filter(Boolean)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
