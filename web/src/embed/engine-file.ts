import landscape from '../generated/landscape_bg.wasm?url';
import plane from '../generated/plane_bg.wasm?url';
import { compiled, type Engines } from './engines';

/** The engine as it lies beside the module: what every figure needs at once, the rest by its address. */
export async function loadEngines(): Promise<Engines> {
  return {
    landscape: await compiled({ address: landscape, integrity: INTEGRITY.landscape }),
    plane: { address: new URL(plane, import.meta.url).href, integrity: INTEGRITY.plane },
  };
}
