import { wasmFrom } from '../engine/load.ts';
import { type Scope, Unavailable } from '../engine/service.ts';
import init, * as engine from '../generated/engine.js';
import type { Engine } from '../report/means.ts';
import { missingFile, opened } from '../report/open.ts';
import { serveCalls } from '../report/thread.ts';
import type { Addresses, Packed } from './addresses.ts';

/** Waits for the addresses, then answers calls. In a browser's worker, or in the page itself. */
export function begin(scope: Scope): void {
  scope.onmessage = (event: MessageEvent<unknown>) => {
    const { wasm, data } = event.data as Addresses;
    const started = start(wasm);
    serveCalls(scope, started, (spec, own) =>
      opened(engine, spec, own, (file) => fetched(file, data[file] ?? file)),
    );
  };
}

async function start(wasm: string | Packed): Promise<Engine> {
  if (typeof wasm !== 'string') {
    await init({ module_or_path: await unpacked(wasm) });
    return engine;
  }
  try {
    await init({ module_or_path: await wasmFrom(wasm) });
  } catch (cause) {
    const advice = 'it must lie beside the module (see "Bundlers" in the package\'s README)';
    throw new Unavailable(`The engine could not be started from ${wasm}: ${cause}; ${advice}.`);
  }
  return engine;
}

function unpacked({ packed }: Packed): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

const files = new Map<string, Promise<Uint8Array>>();

/** The bytes of a file of data, fetched once. */
function fetched(file: string, address: string): Promise<Uint8Array> {
  let bytes = files.get(address);
  if (!bytes) {
    bytes = (async () => {
      const response = await fetch(address).catch(() => null);
      if (!response?.ok) throw missingFile(file, address);
      return new Uint8Array(await response.arrayBuffer());
    })();
    files.set(address, bytes);
    bytes.catch(() => files.delete(address));
  }
  return bytes;
}
