import { html, nothing } from 'lit';
import {
  type Compared,
  compareRuns,
  compareTraining,
  type Ending,
  minimaAdmitted,
} from '../state/comparison';
import { isNetwork } from '../state/experiment';
import { hasFilter, type Look, records } from '../state/select';
import type { State } from '../state/state';
import { rowAt } from '../state/training-charts';
import { countWords, endingWords, spanWords } from '../words/comparison';
import { count, number, percent } from '../words/numbers';
import { swatch } from './swatch';
import { statusWord } from './verdict';

/** A column: its name, and what it says of each optimizer. */
interface Column {
  readonly name: string;
  /** What it means, at greater length. */
  readonly title?: string;
  readonly words?: true;
  readonly cells: readonly unknown[];
}

/** All optimizers beside one another in numbers: what each came to, and what it cost. */
export function comparisonTable(state: State, looks: readonly Look[]): unknown {
  const spec = state.experiment?.spec;
  if (!spec || !state.catalogue) return nothing;
  const columns = isNetwork(spec) ? trainingColumns(state) : runColumns(state);
  return html`
    <div class="scroll legend comparison" tabindex="0" role="region" aria-label="All optimizers in numbers">
      <table>
        <thead>
          <tr>
            <th scope="col">optimizer</th>
            ${columns.map(
              ({ name, title, words }) =>
                html`<th scope="col" class=${words ? '' : 'n'} title=${title ?? nothing}>${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${spec.optimizers.map(
            (_, i) => html`<tr>
              <th scope="row">${swatch(looks[i])} <b>${looks[i]?.name}</b></th>
              ${columns.map(
                ({ name, words, cells }) =>
                  html`<td class=${words ? 'said' : 'n'} data-name=${name}>${cells[i]}</td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** What a column of gradients counts. */
const COST = 'What the steps cost; a Hessian-vector product counts as two gradients';

const wordOf = (status: Ending['status']): string => statusWord(status && { status });

function runColumns(state: State): Column[] {
  const { experiment, critical } = state;
  if (!experiment) return [];
  const compared = compareRuns(experiment.spec, records(state));
  const each = (cell: (of: Compared) => unknown): unknown[] => compared.map(cell);
  return [
    boundColumn(state),
    {
      name: 'minima admitted',
      title: 'Minima on the map that the optimizer’s passband admits',
      cells: compared.map((_, i) => {
        const minima = minimaAdmitted(critical, i);
        return minima ? `${minima.admitted} of ${minima.all}` : '–';
      }),
    },
    { name: 'ended', words: true, cells: each(({ endings }) => endingWords(endings, wordOf)) },
    { name: 'in its passband', words: true, cells: each(verdictWords) },
    { name: 'steps', cells: each(({ steps }) => countWords(steps)) },
    {
      name: 'gradients',
      title: COST,
      cells: each(({ gradients }) => countWords(gradients)),
    },
    { name: 'f', cells: each(({ f }) => spanWords(f, 3)) },
    { name: 'λ max', cells: each(({ top }) => spanWords(top)) },
  ];
}

/** The runs that converged, by their verdicts. */
function verdictWords({ verdicts }: Compared): unknown {
  const parts = VERDICTS.flatMap(([inside, mark, words]) => {
    const runs = verdicts.get(inside) ?? 0;
    return runs === 0
      ? []
      : [
          html`<span title=${words}>${mark} ${count(runs)}<span class="visually-hidden"> ${words}</span></span>`,
        ];
  });
  return parts.length === 0 ? '–' : parts;
}

const VERDICTS = [
  [true, '✓', 'inside'],
  [false, '✕', 'outside'],
  [null, '–', 'without a verdict'],
] as const;

function trainingColumns(state: State): Column[] {
  const { experiment, catalogue, training } = state;
  if (!experiment || !catalogue) return [];
  const { spec } = experiment;
  const compared = compareTraining(spec, catalogue, training.runs);
  const rows = compared.map((_, i) => rowAt(training.runs[i]?.history ?? [], null));
  const preconditioned = rows.some((row) => (row?.preconditioned_lambda_max ?? null) !== null);
  const accuracy = compared.some(({ trainAccuracy }) => trainAccuracy !== null);
  const tested = compared.some(({ testLoss }) => testLoss !== null);
  return [
    {
      name: 'ended',
      words: true,
      cells: compared.map(({ status }) => (training.runs.length === 0 ? '–' : wordOf(status))),
    },
    { name: 'steps', cells: compared.map(({ steps }) => count(steps)) },
    {
      name: 'gradients',
      title: COST,
      cells: compared.map(({ gradients }) => count(gradients)),
    },
    { name: 'loss', cells: compared.map(({ trainLoss }) => number(trainLoss)) },
    ...(tested
      ? [{ name: 'test loss', cells: compared.map(({ testLoss }) => number(testLoss)) }]
      : []),
    ...(accuracy
      ? [
          { name: 'accuracy', cells: compared.map(({ trainAccuracy }) => percent(trainAccuracy)) },
          {
            name: 'test accuracy',
            cells: compared.map(({ testAccuracy }) => percent(testAccuracy)),
          },
        ]
      : []),
    { name: 'λ max', cells: rows.map((row) => number(row?.lambda_max)) },
    ...(preconditioned
      ? [{ name: 'μ max', cells: rows.map((row) => number(row?.preconditioned_lambda_max)) }]
      : []),
    boundColumn(state),
    {
      name: 'αp(λ)/c',
      title: 'At 1 the largest eigenvalue is at its bound',
      cells: rows.map((row) => number(row?.ratio, 3)),
    },
  ];
}

function boundColumn({ experiment, catalogue, facts }: State): Column {
  const optimizers = experiment?.spec.optimizers ?? [];
  return {
    name: 'bound',
    title: 'The largest eigenvalue that the optimizer’s passband admits',
    cells: optimizers.map(({ rule }, i) => {
      const bound = number(facts?.filters[i]?.bound);
      if (bound === '–') return bound;
      return hasFilter(catalogue, rule) ? `λ ≤ ${bound}` : `μ ≤ ${bound}`;
    }),
  };
}
