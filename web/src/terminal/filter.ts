// filter: passband, bound and spectral radius of every optimizer.

import { writeJson } from '../export/json.ts';
import { filtersReport } from '../report/filter.ts';
import { engine } from './engine.ts';
import { numbers, parse, readInput } from './input.ts';
import { number, table } from './text.ts';

export async function filter(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    lambda: { type: 'string' },
  });
  const { spec } = await readInput(positionals);
  const lambdas = values.lambda === undefined ? [] : numbers('lambda', values.lambda);
  const report = filtersReport(await engine(), spec, lambdas);
  if (values.json) {
    console.log(writeJson(report));
    return 0;
  }
  const rows = report.optimizers.map(({ optimizer, passband, bound, c, radius }) => [
    optimizer.rule,
    optimizer.momentum,
    number(c),
    number(bound),
    passband?.map((band) => `[${band.map(number).join(', ')}]`).join(' ∪ ') ?? '–',
    ...lambdas.map((_, index) => number(radius?.[index])),
  ]);
  const radii = lambdas.map((lambda) => `radius(${number(lambda)})`);
  console.log(table(['rule', 'momentum', 'c', 'bound', 'passband', ...radii], rows));
  return 0;
}
