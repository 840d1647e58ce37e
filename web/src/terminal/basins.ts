// basins: where the runs from every pixel of the window lead.

import { writeJson } from '../export/json.ts';
import { BASINS_SIZE, basinsReport } from '../report/basins.ts';
import type { BasinReport } from '../report/reports.ts';
import { SpecError } from '../report/spec-error.ts';
import { labels, settings } from '../words/names.ts';
import { openExperiment } from './engine.ts';
import { parse, readInput } from './input.ts';
import { Progress } from './progress.ts';
import { number, table } from './text.ts';

export async function basins(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    size: { type: 'string', default: BASINS_SIZE.join('x') },
  });
  const pixels = size(values.size);
  const { spec } = await readInput(positionals);
  const experiment = await openExperiment(spec);
  const progress = new Progress();
  try {
    const report = await basinsReport(experiment, spec, pixels, progress.at);
    progress.end();
    const { optimizers } = report;
    console.log(values.json ? writeJson(report) : optimizers.map(describe).join('\n\n'));
    return 0;
  } finally {
    progress.end();
    experiment.free();
  }
}

/** Width and height, as 640x480; their range is the engine's business. */
function size(text: string): [number, number] {
  const [, width, height] = /^(\d{1,9})x(\d{1,9})$/.exec(text) ?? [];
  if (width === undefined || height === undefined) {
    throw new SpecError({
      code: 'syntax',
      field: 'size',
      got: text,
      allowed: 'WIDTHxHEIGHT in pixels, such as 100x100',
    });
  }
  return [Number(width), Number(height)];
}

function describe({ optimizer, classes }: BasinReport): string {
  const [name] = labels([optimizer]);
  const head = `${name}, ${settings(optimizer)}`;
  const rows = classes.map(({ kind, x, share, lambda_max }) => [
    `${(100 * share).toFixed(2).padStart(6)} %`,
    kind,
    x?.map(coordinate).join(', ') ?? '–',
    range(lambda_max),
  ]);
  return `${head}\n${table([' share', 'ends', 'at', 'λmax'], rows)}`;
}

/** Without the last digits of a zero. */
function coordinate(value: number): string {
  return number(Math.abs(value) < 1e-12 ? 0 : value);
}

/** The smallest and the largest, or the one number both print as. */
function range(ends: readonly number[] | null): string {
  const texts = new Set(ends?.map(number) ?? ['–']);
  return [...texts].join(' … ');
}
