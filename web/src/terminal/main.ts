// The terminal program: the same wasm as the page, under Node.
//
// Exit codes: 0; 1 if a run differs from the link's fingerprint; 2 for input that is refused, with
// one line on stderr (and, with --json, {"error": …} on stdout).

import { writeJson } from '../export/json.ts';
import { errorOf, Misplaced, SpecError } from '../report/spec-error.ts';
import { basins } from './basins.ts';
import { criticalPoints } from './critical-points.ts';
import { data } from './data.ts';
import { evaluate } from './evaluate.ts';
import { filter } from './filter.ts';
import { link } from './link.ts';
import { poster } from './poster.ts';
import { run } from './run.ts';
import { functions, rules } from './tables.ts';

/** A command: its words after the name in, exit code out. */
export type Command = (args: readonly string[]) => Promise<number>;

const commands: Record<string, Command> = {
  run,
  eval: evaluate,
  filter,
  'critical-points': criticalPoints,
  basins,
  data,
  link,
  poster,
  functions,
  rules,
};

const usage = `usage: eigensieve COMMAND ['LINK' | SPEC.json | -] [OPTIONS]

  run              runs every optimizer from every start
                   --json  --trajectory  --params[=history]  --theta=FILE.json  --data=FILE.csv
  eval             the objective at points or at a network's weights
                   --at=X,Y (repeatable)  --theta=FILE.json  --data=FILE.csv  --json
  filter           passband, bound and spectral radius of every optimizer
                   --lambda=A,B,C  --json
  critical-points  critical points in the window, and which optimizers admit them
                   --json
  basins           where the runs from every pixel of the window lead
                   --size=WIDTHxHEIGHT (100x100)  --json
  data             a CSV file at a glance, and what a link calls it: net=csv:sha256=…
                   --label=COLUMN  --leave=A,B (columns of words)  --json
  link             the canonical link
  poster           a still of where the runs end, for a figure to begin with: an SVG of at most 30 kB
  functions        the catalogue of functions   --json
  rules            the table of rules           --json

A link is given as '#v=1&…' (quoted: & means something to the shell), a spec as a JSON file, and
- reads either from standard input. --data is the file that a link with net=csv:sha256=… was made
with; it is not sent anywhere.`;

/** Runs the program; resolves to its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || args.some((arg) => arg === 'help' || arg === '--help' || arg === '-h')) {
    console.log(usage);
    return name === '' ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) {
      const allowed = Object.keys(commands).join(', ');
      throw new SpecError({ code: 'unknown', field: 'command', got: name, allowed });
    }
    return await command(rest);
  } catch (thrown) {
    const error = asTyped(errorOf(thrown));
    if (!(error instanceof SpecError)) throw error;
    console.error(`eigensieve: ${error.message.replaceAll(/\s+/g, ' ')}`);
    if (args.includes('--json')) console.log(writeJson({ error }));
    return 2;
  }
}

/** An option is called as it was typed. */
function asTyped(error: unknown): unknown {
  if (!(error instanceof Misplaced)) return error;
  const { code, field, allowed } = error;
  return new SpecError({ code, field: 'option', got: `--${field}`, allowed });
}
