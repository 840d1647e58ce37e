import type { Mathematics } from './typeset';

/**
 * How each rule's bound and each momentum's limit is found, as mathematics, by its TeX. Filled in like
 * the catalogue's formulas, and apart from them: the page needs these later.
 */
export const FILTER_FORMULAS: Readonly<Record<string, Mathematics>> = {};
