/**
 * What a figure's thread does in a page that holds everything: landscapes and networks, with the whole
 * engine. Bundled as thread.ts is; see web/embed/thread.ts.
 */

import { answer, throughOf } from '../engine/plane';
import { type Engine, type Scope, serve, Unavailable } from '../engine/service';
import * as engine from '../generated/engine.js';
import { Classroom } from '../training/classroom';
import { further } from './further';
import type { Whole } from './whole';

interface Beginning {
  onmessage: ((event: MessageEvent<Whole>) => void) | null;
}

declare const scope: Scope & Beginning;

/** What the page holds comes first. */
(scope as Beginning).onmessage = ({ data: { code, data } }) => {
  const classroom = new Classroom(async (spec, asset) => {
    const bytes = typeof asset === 'string' ? data[asset.split('/').at(-1) ?? ''] : undefined;
    if (asset !== null && !bytes)
      throw new Unavailable('This page holds no data so large: the playground fetches them.');
    return new engine.Experiment(spec, bytes);
  }, throughOf);
  const started = async (): Promise<Engine> => {
    await engine.default({ module_or_path: code });
    return engine;
  };
  serve(scope, [started], (request, task) =>
    answer(request, task, (more) => further(more, task, classroom)),
  );
};
