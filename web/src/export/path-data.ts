import type { Matrix } from './marks';

/** Two decimals of a pixel are more than any eye or printer can tell. */
const brief = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * Collects what a canvas is told of a path as SVG path data. Points are placed by a matrix as they
 * come, for a canvas may be moved in the middle of a path; arcs ask for one that keeps circles round.
 */
export class PathData {
  private readonly parts: string[] = [];
  private drawing = false;

  constructor(private readonly matrix: () => Matrix) {}

  get data(): string {
    return this.parts.join('');
  }

  moveTo(x: number, y: number): void {
    this.add('M', [x, y]);
  }

  lineTo(x: number, y: number): void {
    this.add(this.drawing ? 'L' : 'M', [x, y]);
  }

  quadraticCurveTo(...points: [number, number, number, number]): void {
    this.add('Q', points);
  }

  bezierCurveTo(...points: [number, number, number, number, number, number]): void {
    this.add('C', points);
  }

  closePath(): void {
    this.parts.push('Z');
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, r: number, from: number, to: number, backwards = false): void {
    const full = 2 * Math.PI;
    const way = backwards ? from - to : to - from;
    const swept = way >= full ? full : ((way % full) + full) % full;
    const at = (angle: number): [number, number] => [
      x + r * Math.cos(angle),
      y + r * Math.sin(angle),
    ];
    this.lineTo(...at(from));
    // One arc cannot close a circle: two halves do.
    const pieces = swept > Math.PI ? 2 : 1;
    for (let piece = 1; piece <= pieces; piece += 1) {
      const angle = from + ((backwards ? -1 : 1) * swept * piece) / pieces;
      this.half(r, at(angle), backwards);
    }
  }

  /** Path data as a whole, placed by the mark that bears it. */
  append(data: string): void {
    this.parts.push(data);
    this.drawing = true;
  }

  private half(r: number, end: [number, number], backwards: boolean): void {
    const [a, b, c, d] = this.matrix();
    const turned = a * d - b * c < 0;
    const radius = brief(r * Math.sqrt(Math.abs(a * d - b * c)));
    const sweep = backwards === turned ? 1 : 0;
    this.parts.push(`A${radius} ${radius} 0 0 ${sweep} ${this.place(end)}`);
  }

  private add(letter: string, points: readonly number[]): void {
    // Browsers leave out what is no number; files must too.
    if (!points.every(Number.isFinite)) return;
    this.parts.push(letter + this.place(points));
    this.drawing = true;
  }

  private place(points: readonly number[]): string {
    const [a, b, c, d, e, f] = this.matrix();
    const placed: string[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x, y] = [points[i] as number, points[i + 1] as number];
      placed.push(brief(a * x + c * y + e), brief(b * x + d * y + f));
    }
    return placed.join(' ');
  }
}
