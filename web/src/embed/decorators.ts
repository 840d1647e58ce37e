// Stands for lit/decorators.js in figures: two posts on one page may each bring the module, from
// addresses of their own, and the second one must not fail for what the first has defined.

export { property } from 'lit/decorators/property.js';
export { query } from 'lit/decorators/query.js';
export { state } from 'lit/decorators/state.js';

export const customElement =
  (name: string) =>
  (element: CustomElementConstructor): void => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
