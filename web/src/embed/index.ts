import { EigenSieve } from './eigen-sieve';

export type { FigureChange, FigureError, FigureEvents, FigureState } from './eigen-sieve';
export { EigenSieve };

// Two posts on one page may each bring the module: the first one serves both.
if (!customElements.get('eigen-sieve')) customElements.define('eigen-sieve', EigenSieve);

declare global {
  interface HTMLElementTagNameMap {
    'eigen-sieve': EigenSieve;
  }
}
