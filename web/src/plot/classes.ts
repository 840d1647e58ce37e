/** The mark of a class, around (0, 0) in pixels: told apart by its shape, for hues belong to rules. */
export interface ClassMark {
  readonly outline: string;
  readonly filled: boolean;
}

const SHAPES: readonly string[] = [
  'M-3 0A3 3 0 1 1 3 0A3 3 0 1 1 -3 0Z',
  'M0 -3.900L3.600 2.600H-3.600Z',
  'M-2.700 -2.700H2.700V2.700H-2.700Z',
  'M0 -4L4 0L0 4L-4 0Z',
  'M0 3.900L3.600 -2.600H-3.600Z',
];

/** Hollow and filled by turns: ○ ● △ ▲ □ ■ …, and again from the start past ten classes. */
export const classMark = (index: number): ClassMark => ({
  outline: SHAPES[(index >> 1) % SHAPES.length] as string,
  filled: index % 2 === 1,
});

/** Which part of the ramp a class's ground has: the first is the page itself. */
export const groundShare = (index: number, classes: number): number =>
  classes > 1 ? index / (classes - 1) : 0;
