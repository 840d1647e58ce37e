import { html } from 'lit';
import type { RunRecord } from '../generated/types';
import { settings } from '../words/names';
import { count, number, passband, point } from '../words/numbers';
import { statusWord, verdictOf } from './verdict';

const ROWS_SHOWN = 200;

/** All runs with all numbers, as the text alternative of the picture. */
export function runsTable(caption: string, records: readonly (RunRecord | null)[]): unknown {
  const ended = records.filter((record): record is RunRecord => record !== null);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${caption}>
      <table class="full">
        <caption>${caption}</caption>
        <thead>
          <tr>
            <th scope="col">optimizer</th>
            <th scope="col">start</th>
            <th scope="col">ended</th>
            <th scope="col" class="n">steps</th>
            <th scope="col">at</th>
            <th scope="col" class="n">f</th>
            <th scope="col" class="n">‖∇f‖</th>
            <th scope="col" class="n">eigenvalues</th>
            <th scope="col" class="n">bound</th>
            <th scope="col">passband</th>
            <th scope="col">verdict</th>
            <th scope="col" class="n">margin</th>
          </tr>
        </thead>
        <tbody>
          ${ended.slice(0, ROWS_SHOWN).map((record) => {
            const { mark, words } = verdictOf(record);
            const tested = record.verdict ?? record.reading;
            return html`<tr>
              <th scope="row">${record.optimizer.rule} <span class="soft">${settings(record.optimizer)}</span></th>
              <td>${record.start ? point(record.start) : 'θ₀'}</td>
              <td>${statusWord(record)}</td>
              <td class="n">${count(record.steps)}</td>
              <td>${record.x ? point(record.x) : '–'}</td>
              <td class="n">${number(record.f)}</td>
              <td class="n">${number(record.grad_norm, 3)}</td>
              <td class="n">${record.eigenvalues.map(({ value }) => number(value)).join('; ') || '–'}</td>
              <td class="n">${number(record.bound)}</td>
              <td>${passband(record.passband)}</td>
              <td>${mark} ${words}</td>
              <td class="n">${tested ? number(tested.margin, 3) : '–'}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      ${ended.length > ROWS_SHOWN ? html`<p class="soft">${count(ended.length - ROWS_SHOWN)} more runs are not listed.</p>` : ''}
    </div>
  `;
}
