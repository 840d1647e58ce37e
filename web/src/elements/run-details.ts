import '../styles/run-details.css';
import { html } from 'lit';
import type { RunRecord } from '../generated/types';
import { settings } from '../words/names';
import { count, number, passband, point } from '../words/numbers';
import { statusWord, verdictOf } from './verdict';

/** Every number of a record, named. */
export function runDetails(record: RunRecord, reproduced: boolean | null): unknown {
  const verdict = verdictOf(record);
  const tested = record.verdict ?? record.reading;
  const rows: [string, unknown][] = [
    ['optimizer', `${record.optimizer.rule}, ${settings(record.optimizer)}`],
    ...(record.start ? [['start', point(record.start)] as [string, unknown]] : []),
    ['ended', record.reason ? `${statusWord(record)}: ${record.reason}` : statusWord(record)],
    ['steps', count(record.steps)],
    ...(record.x ? [['ended at', point(record.x)] as [string, unknown]] : []),
    ['f', number(record.f, 6)],
    ['‖∇f‖', number(record.grad_norm, 3)],
    ['‖g‖, the last direction', number(record.direction_norm, 3)],
    [
      'eigenvalues (residual)',
      record.eigenvalues.length === 0
        ? '–'
        : record.eigenvalues.map(
            ({ value, residual }) =>
              html`<span class="pair">${number(value, 6)} <span class="soft">(${number(residual, 2)})</span></span> `,
          ),
    ],
    ...(record.preconditioned_eigenvalues
      ? [
          [
            'of P⁻¹H',
            record.preconditioned_eigenvalues.map(({ value }) => number(value, 6)).join('; '),
          ] as [string, unknown],
        ]
      : []),
    ['passband', passband(record.passband)],
    ['bound λ̄', number(record.bound, 6)],
    [
      record.reading ? 'reading' : 'verdict',
      record.reading
        ? 'not converged: the theorem does not apply'
        : `${verdict.mark} ${verdict.words}`,
    ],
    ['margin', tested ? number(tested.margin, 4) : '–'],
    ['Jacobian’s spectral radius', tested ? number(tested.jacobian_radius, 5) : '–'],
    ['cost', `${count(record.cost.gradients)} gradients, ${count(record.cost.hvps)} HVPs`],
    [
      'fingerprint',
      html`<code>${record.fingerprint}</code>${reproduced === null ? '' : reproduced ? ' ✓ reproduced' : ' ✕ differs from the link’s'}`,
    ],
  ];
  return html`<dl class="record">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>${record.warnings.map((warning) => html`<p class="note">${warning}</p>`)}`;
}
