// functions, rules: the engine's tables.

import { writeJson } from '../export/json.ts';
import { engine } from './engine.ts';
import { parse } from './input.ts';
import { number, table } from './text.ts';

export async function functions(args: readonly string[]): Promise<number> {
  const { values } = parse(args, { json: { type: 'boolean' } });
  const { functions } = (await engine()).catalogue();
  const rows = functions.map(({ name, formula, params, window }) => [
    name,
    params.map((one) => `${one.name}=${number(one.default)}`).join(' '),
    `[${window.join(', ')}]`,
    formula,
  ]);
  const text = table(['name', 'parameters', 'window', 'formula'], rows);
  console.log(values.json ? writeJson(functions) : text);
  return 0;
}

export async function rules(args: readonly string[]): Promise<number> {
  const { values } = parse(args, { json: { type: 'boolean' } });
  const { rules } = (await engine()).catalogue();
  const rows = rules.map(({ name, formula, response, numbers, cost }) => [
    name,
    formula,
    response || '–',
    ['alpha', ...numbers].join(' '),
    `${cost.gradients} + ${cost.hvps} HVP`,
  ]);
  const text = table(['name', 'g(x)', 'response', 'numbers', 'gradients a step'], rows);
  console.log(values.json ? writeJson(rules) : text);
  return 0;
}
