import { describe, expect, test } from 'vitest';
import { IDENTITY, type Mark, type Paint } from './marks';
import { svgFile } from './svg-file';

const ink: Paint = { kind: 'paint', colour: '#112233', opacity: 1 };
const faint: Paint = { ...ink, opacity: 0.5 };
const placed = { matrix: IDENTITY, clip: [] };

const line: Mark = {
  kind: 'path',
  data: 'M0 0L9 9',
  evenOdd: false,
  fill: null,
  stroke: { paint: faint, width: 1.7, dash: [4, 2], cap: 'round', join: 'miter' },
  ...placed,
};

const label: Mark = {
  kind: 'text',
  text: 'a < b & "c"',
  x: 3,
  y: 4.567,
  anchor: 'end',
  font: { family: 'system-ui, sans-serif', size: 11, weight: '650', style: 'normal' },
  fill: ink,
  halo: null,
  ...placed,
};

const file = (marks: readonly Mark[]): string =>
  svgFile(
    { width: 100, height: 50, page: { ...ink, colour: '#ffffff' }, marks },
    { title: 'x < y', description: 'more', width: '86mm', height: '43mm' },
  );

describe('the file', () => {
  test('stands on paper, on its own ground, and says what it is', () => {
    const text = file([]);
    expect(text).toContain('width="86mm" height="43mm" viewBox="0 0 100 50"');
    expect(text).toContain('<title>x &lt; y</title>\n<desc>more</desc>');
    expect(text).toContain('<path d="M0 0H100V50H0Z" fill="#ffffff"/>');
  });

  test('writes strokes and texts as attributes', () => {
    const text = file([line, label]);
    expect(text).toContain(
      '<path d="M0 0L9 9" fill="none" stroke="#112233" stroke-opacity="0.5" stroke-width="1.7" stroke-dasharray="4 2" stroke-linecap="round"/>',
    );
    expect(text).toContain(
      '<text x="3" y="4.57" text-anchor="end" font-family="system-ui, sans-serif" font-size="11" font-weight="650" fill="#112233">a &lt; b &amp; "c"</text>'.replaceAll(
        '"c"',
        '&quot;c&quot;',
      ),
    );
  });

  test('clips marks of one clip together, and clips within clips', () => {
    const outer = { data: 'M0 0H5V5Z', matrix: IDENTITY, evenOdd: true };
    const inner = { data: 'M1 1H3V3Z', matrix: IDENTITY, evenOdd: false };
    const text = file([
      { ...line, clip: [outer] },
      { ...label, clip: [outer] },
      { ...line, clip: [outer, inner] },
    ]);
    expect(text).toContain('<path d="M0 0H5V5Z" clip-rule="evenodd"/></clipPath>');
    expect(text.match(/<g clip-path="url\(#clip1\)">/g)).toHaveLength(1);
    expect(text).toContain('<clipPath id="clip2" clip-path="url(#clip1)">');
    expect(text.match(/<g /g)?.length).toBe(text.match(/<\/g>/g)?.length);
  });
});
