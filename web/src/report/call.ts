// What a program may ask of the engine, as messages; and what it gets.

import type { Experiment } from '../generated/engine.js';
import type { Beside, Catalogue, CriticalPoints, Link, Spec } from '../generated/types.ts';
import { basinsReport } from './basins.ts';
import { type EvaluateWishes, evaluateReport } from './evaluate.ts';
import { filtersReport } from './filter.ts';
import { type Between, type Engine, inputOf } from './means.ts';
import type {
  BasinsProgress,
  BasinsReport,
  FiltersReport,
  NetworkReport,
  PlaneReport,
  RunProgress,
  RunReport,
} from './reports.ts';
import { type RunWishes, runReport } from './run.ts';

/** A link, or a spec's JSON form: judged by the engine. */
type Asked = { readonly experiment: unknown };

/** With the bytes of the user's own table, for a spec that learns from one. */
type WithData = Asked & { readonly data: Uint8Array | null };

/** One question. */
export type Call =
  | { readonly what: 'catalogue' }
  | { readonly what: 'parse'; readonly link: string }
  | { readonly what: 'print'; readonly spec: unknown; readonly beside: unknown }
  | (WithData & { readonly what: 'run'; readonly wishes: RunWishes })
  | (WithData & { readonly what: 'evaluate'; readonly wishes: EvaluateWishes })
  | (Asked & { readonly what: 'filter'; readonly lambdas: readonly number[] })
  | (Asked & { readonly what: 'critical-points' })
  | (Asked & { readonly what: 'basins'; readonly size: readonly [number, number] });

/** The answer to each. */
export interface Reports {
  catalogue: Catalogue;
  parse: Link;
  print: string;
  run: RunReport;
  evaluate: PlaneReport | NetworkReport;
  filter: FiltersReport;
  'critical-points': CriticalPoints;
  basins: BasinsReport;
}

/** What is heard of those that take long. */
export interface News {
  run: RunProgress;
  basins: BasinsProgress;
}

/** News of a call under way. */
export type CallProgress = News[keyof News];

/** Opens a spec with the data it needs: the user's own, or a file that came with the program. */
export type Open = (spec: Spec, own: Uint8Array | null) => Promise<Experiment>;

/** Answers a call, by an engine that is ready. Throws a refusal. */
export async function answerTo(
  call: Call,
  engine: Engine,
  open: Open,
  between: Between<CallProgress>,
): Promise<Reports[keyof Reports]> {
  switch (call.what) {
    case 'catalogue':
      return engine.catalogue();
    case 'parse':
      return engine.parseLink(call.link);
    case 'print':
      return engine.printLink(call.spec as Spec, call.beside as Beside | null);
    case 'filter':
      return filtersReport(engine, inputOf(engine, call.experiment).spec, call.lambdas);
    case 'run': {
      const input = inputOf(engine, call.experiment);
      return using(await open(input.spec, call.data), (experiment) =>
        runReport(engine, experiment, input, call.wishes, between),
      );
    }
    case 'evaluate': {
      const { spec } = inputOf(engine, call.experiment);
      return using(await open(spec, call.data), (experiment) =>
        evaluateReport(experiment, spec, call.wishes),
      );
    }
    case 'critical-points': {
      const { spec } = inputOf(engine, call.experiment);
      return using(await open(spec, null), (experiment) => experiment.criticalPoints());
    }
    case 'basins': {
      const { spec } = inputOf(engine, call.experiment);
      return using(await open(spec, null), (experiment) =>
        basinsReport(experiment, spec, call.size, between),
      );
    }
    default:
      return call satisfies never;
  }
}

async function using<T>(
  experiment: Experiment,
  use: (experiment: Experiment) => T | Promise<T>,
): Promise<T> {
  try {
    return await use(experiment);
  } finally {
    experiment.free();
  }
}
