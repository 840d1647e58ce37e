// Measures a case in a browser's page.

import * as engine from '../../web/src/generated/engine.js';
import { measure } from './measure.mjs';

/**
 * @param {string} name
 * @param {boolean} quick
 */
export async function measureHere(name, quick) {
  await engine.default();
  const response = await fetch('/web/public/data/digits.bin');
  const digits = new Uint8Array(await response.arrayBuffer());
  return measure(name, { engine, digits, quick });
}
