// What the terminal program prints, caught: for tests that run it in their own process.

import { afterEach, beforeEach, vi } from 'vitest';

/** Lines of stdout since the test began, or since they were taken out. */
export const out: string[] = [];
/** The same of stderr. */
export const err: string[] = [];

/** Catches what every test of a file prints. */
export function catchOutput(): void {
  beforeEach(() => {
    out.length = 0;
    err.length = 0;
    vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
    vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });
}
