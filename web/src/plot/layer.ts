import type { Frame } from './frame';

/** Something drawn on the map beneath the trajectories. */
export type Layer = (context: CanvasRenderingContext2D, frame: Frame) => void;
