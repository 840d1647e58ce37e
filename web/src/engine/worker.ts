/**
 * The page's engine thread, which answers all requests. A thread called `network` has the whole engine.
 * All others begin with the build that knows the catalogue's functions alone, and go on with larger
 * ones when something is asked for that is not in theirs.
 */
import type { Experiment as Network } from '../generated/engine.js';
import * as landscape from '../generated/landscape.js';
import type { Spec } from '../generated/types';
import type { Classroom } from '../training/classroom';
import { bytesAt } from './assets';
import { wasmFrom } from './load';
import type { Pace } from './pace';
import { answer, type FurtherRequest, throughOf } from './plane';
import { type Asset, NETWORK_THREAD, type Progress } from './protocol';
import { type Answer, type Build, type Engine, type Scope, serve, type Task } from './service';

const scope = globalThis as unknown as Scope;

/** The catalogue's functions; typed ones and maps of basins too; networks too. */
const BUILDS: readonly Build[] = [
  () =>
    started({
      engine: landscape,
      wasm: new URL('../generated/landscape_bg.wasm', import.meta.url),
    }),
  async () => started(await import('./whole-plane')),
  async () => started(await import('./networks')),
];

serve(scope, scope.name === NETWORK_THREAD ? BUILDS.slice(-1) : BUILDS, (request, task) =>
  answer(request, task, further),
);

async function started({ engine, wasm }: { engine: Engine; wasm: URL }): Promise<Engine> {
  await engine.default({ module_or_path: await wasmFrom(wasm) });
  return engine;
}

/** Each comes with its first request. */
async function further(request: FurtherRequest, task: Task): Promise<Answer> {
  const tell = (news: Progress): void => task.progress(news);
  switch (request.kind) {
    case 'train':
    case 'weights': {
      classroom ??= enter();
      const room = await classroom;
      const clock = task.clock();
      return request.kind === 'train'
        ? room.train(request, clock, tell)
        : room.weights(request, clock, tell);
    }
    case 'inspect': {
      const { inspected } = await import('../spectrum/inspect.worker');
      const means = { read: task.engine.readSpec, open: openSpec };
      return inspected(request, means, task.clock(), tell);
    }
    case 'export': {
      const { exported } = await import('../export/errands.worker');
      const clock = task.clock();
      const onRows = (rows: number): void => {
        if (clock.reportIsDue()) task.progress({ kind: 'exported', rows });
      };
      return {
        file: await exported(new task.engine.Experiment(request.head.spec), request, clock, onRows),
      };
    }
    case 'table': {
      const { tableOf } = await import('../data/errands.worker');
      return tableOf(request, task.clock(), (howFar) => tell({ kind: 'read', ...howFar }));
    }
    case 'data': {
      const { dataOf } = await import('../data/errands.worker');
      const experiment = await openSpec(request.spec, request.asset, task.clock(), tell);
      return dataOf(experiment, request.rows);
    }
    case 'slice-plane': {
      const { planeOf } = await import('../lab/slice.worker');
      return planeOf(request, openSpec, task.clock(), tell);
    }
    case 'slice-project':
      return (await import('../lab/slice.worker')).projectionOf(request);
    case 'slice-at':
      return (await import('../lab/slice.worker')).valueAt(request);
    case 'slice-map': {
      const { mapOf } = await import('../lab/slice.worker');
      return mapOf(request, task.clock(), tell);
    }
    case 'outputs': {
      const { outputsOf } = await import('../lab/outputs.worker');
      return outputsOf(request, () => openSpec(request.spec, request.asset, task.clock(), tell));
    }
    case 'import': {
      const { imported } = await import('../export/errands.worker');
      return imported(request, task.engine);
    }
    case 'report':
      throw new Error('reports are made in threads of the package');
    default:
      return request satisfies never;
  }
}

/** What training needs comes with the first of it. */
let classroom: Promise<Classroom> | null = null;

async function enter(): Promise<Classroom> {
  const { Classroom } = await import('../training/classroom');
  return new Classroom(openSpec, throughOf);
}

/** Opens a network's spec, in a thread that runs networks; a user's file may take seconds to read. */
async function openSpec(
  spec: Spec,
  asset: Asset,
  pace: Pace,
  report: (progress: Progress) => void,
): Promise<Network> {
  if (asset instanceof Blob) {
    const { overFile } = await import('../data/errands.worker');
    return overFile(spec, asset, pace, (howFar) => report({ kind: 'read', ...howFar }));
  }
  const { Experiment } = await import('../generated/engine.js');
  return new Experiment(spec, asset === null ? undefined : await bytesAt(asset));
}
