// data: a CSV file at a glance, and how a link names what is to be learnt from it.

import { basename } from 'node:path';
import { firstDraft, unfit } from '../data/draft.ts';
import { writeJson } from '../export/json.ts';
import type { DataSpec, DataSummary, TableOutline } from '../generated/types.ts';
import { SpecError } from '../report/spec-error.ts';
import { engine } from './engine.ts';
import { parse } from './input.ts';
import { readTable } from './own-data.ts';
import { table } from './text.ts';

interface Report {
  /** What stands after net= in a link. */
  net: string;
  table: TableOutline;
  data: DataSummary;
}

export async function data(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    json: { type: 'boolean' },
    label: { type: 'string' },
    leave: { type: 'string' },
  });
  const [path, extra] = positionals;
  if (path === undefined || extra !== undefined) {
    const got = extra ?? '';
    throw new SpecError({ code: 'missing', field: 'file', got, allowed: "one CSV file's path" });
  }
  const bytes = await readTable(path);
  const { TableReader, readSpec, printLink } = await engine();
  const reader = new TableReader(bytes.length);
  reader.push(bytes);
  const found = reader.finish();
  if (!found) throw new Error('a reader ends once');
  const outline = found.outline(null);
  const label = values.label ?? outline.label;
  const leave = values.leave?.split(',') ?? unfit(outline, label);
  const chosen: DataSpec = { ...firstDraft(outline, basename(path)), label, leave };
  const report: Report = {
    net: '',
    table: outline,
    data: found.preview(chosen, 0),
  };
  const objective = { kind: 'mlp', data: chosen };
  const spec = readSpec({ v: 1, objective, optimizers: [{ rule: 'gd', alpha: 0.1 }] });
  report.net = /&net=([^&]*)/.exec(printLink(spec, null))?.[1] ?? '';
  console.log(values.json ? writeJson(report) : describe(report, leave));
  return 0;
}

function describe({ net, table: outline, data: set }: Report, leave: readonly string[]): string {
  const rows = outline.columns.map(({ name, words, missing, example }, index) => [
    String(index + 1),
    name,
    String(missing),
    words === 0 ? '–' : `${words}, such as ${example}`,
  ]);
  const task = set.classes
    ? `${set.classes.length} classes: ${set.classes.slice(0, 12).join(', ')}${set.classes.length > 12 ? ', …' : ''}`
    : 'a regression';
  return [
    `${outline.rows} rows, SHA-256 ${outline.sha256}`,
    '',
    table(['', 'column', 'missing', 'words'], rows),
    '',
    `${set.target}: ${task}; ${set.train_rows} rows train, ${set.test_rows} test.`,
    ...(leave.length > 0 ? [`Left out: ${leave.join(', ')}.`] : []),
    ...set.notes,
    `net=${net}`,
  ].join('\n');
}
