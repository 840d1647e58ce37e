import type { Mathematics } from './typeset';

/** The formula that the page opens with, as mathematics, by its source: the first visit needs no other. */
export const FIRST_FORMULA: Readonly<Record<string, Mathematics>> = {};
