import type { Mathematics } from './typeset';

/**
 * The catalogue's formulas as mathematics, by their source. Vite fills this in (web/formulas.ts), so
 * that the page need not fetch a typesetter for them; without it all formulas are set in the page.
 */
export const FORMULAS: Readonly<Record<string, Mathematics>> = {};
