// link: the canonical link of an experiment.

import { writeJson } from '../export/json.ts';
import { engine } from './engine.ts';
import { parse, readInput } from './input.ts';

export async function link(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const { spec, beside } = await readInput(positionals);
  const text = (await engine()).printLink(spec, beside);
  console.log(values.json ? writeJson({ link: text, spec, beside }) : text);
  return 0;
}
