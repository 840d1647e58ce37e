/**
 * What a figure's thread does: landscapes alone. The build wraps this file, with all that it imports,
 * in a function of `scope`, so that the same text is a worker's script and can be called where
 * workers are refused; see web/embed/thread.ts.
 */

import { answer } from '../engine/plane';
import { type Build, type Engine, type Scope, serve, Unavailable } from '../engine/service';
import * as landscape from '../generated/landscape.js';
import * as plane from '../generated/plane.js';
import { compiled, type Engines } from './engines';

interface Beginning {
  onmessage: ((event: MessageEvent<Engines>) => void) | null;
}

declare const scope: Scope & Beginning;

/** The engines come first. */
(scope as Beginning).onmessage = ({ data: engines }) =>
  serve(scope, buildsOf(engines), (request, task) =>
    answer(request, task, async ({ kind }) => {
      throw new Unavailable(`A figure does not do this: ${kind}.`);
    }),
  );

function buildsOf({ landscape: small, plane: large }: Engines): Build[] {
  const larger = async (): Promise<Engine> =>
    started(plane, large instanceof WebAssembly.Module ? large : await compiled(large));
  return small ? [() => started(landscape, small), larger] : [larger];
}

async function started(engine: Engine, code: WebAssembly.Module): Promise<Engine> {
  await engine.default({ module_or_path: code });
  return engine;
}
