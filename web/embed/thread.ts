// Bundles a figure's thread (src/embed/thread.ts, or another) into a function of its scope. One text serves as a
// blob worker's script, for the page can print a function, and as what answers on the page's own
// thread where workers are refused: nothing is fetched, evaluated, or there twice.

import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const NAME = 'virtual:thread';

/** `source` is the thread's file in src/embed. */
export function thread(source: string): Plugin {
  const input = fileURLToPath(new URL(`../src/embed/${source}`, import.meta.url));
  return {
    name: 'thread',
    resolveId: { filter: { id: new RegExp(`^${NAME}$`) }, handler: () => `\0${NAME}` },
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      handler: async () => `export function thread(scope) {${await bundle(input)}}`,
    },
  };
}

async function bundle(input: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [withoutAddress()],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input,
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const [chunk] = output;
  if (chunk.imports.length > 0 || chunk.exports.length > 0 || chunk.code.includes('import.meta'))
    throw new Error('a figure’s thread must stand alone');
  return chunk.code;
}

/** The engine is handed to the thread: the bindings need not know where it lies. */
function withoutAddress(): Plugin {
  return {
    name: 'without-address',
    transform: {
      filter: { id: /generated\/(landscape|plane|engine)\.js$/ },
      handler: (code) => code.replace(/new URL\('\w+_bg\.wasm', import\.meta\.url\)/, 'undefined'),
    },
  };
}
