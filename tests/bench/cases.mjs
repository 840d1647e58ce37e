// What `npm run bench` times. A case does all of its work in `run`, through the engine's border
// as the page and the terminal call it; what it prepares beforehand is not timed.

/** @typedef {typeof import('../../web/src/generated/engine.js')} Engine */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {(engine: Engine) => () => void} prepare gives the work to time
 */

/** @type {readonly Case[]} */
export const cases = [];
