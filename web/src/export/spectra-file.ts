import type { Spectra } from '../state/spectrum';
import { labels } from '../words/names';
import { matrixName } from '../words/spectrum';
import { csvRow } from './csv';
import { type Format, type Head, MEDIA_TYPES } from './head';
import { writeJson } from './json';

/** The numbers of the spectra that were looked at, in full: eigenvalues, traces, and the densities' nodes. */
export function spectraFile(head: Head, caption: string, format: Format, spectra: Spectra): Blob {
  const text = format === 'json' ? json(head, spectra) : csv(head, caption, spectra);
  return new Blob([text], { type: MEDIA_TYPES[format] });
}

function json(head: Head, { found, depth }: Spectra): string {
  const spectra = found.map(({ optimizer, preconditioned, step, report, problem }) => ({
    optimizer: head.spec.optimizers[optimizer],
    matrix: matrixName({ preconditioned }),
    step,
    depth,
    ...report,
    ...(problem === null ? {} : { problem }),
  }));
  return `${writeJson({ ...head, spectra })}\n`;
}

const COLUMNS = 'optimizer,matrix,step,kind,value,residual,converged,weight,standard_error,caption';

/** One table: a row for each eigenvalue, each trace, and each node of a density. */
function csv(head: Head, caption: string, { found }: Spectra): string {
  const names = labels(head.spec.optimizers);
  let note: string | null = caption;
  let text = `${COLUMNS}\r\n`;
  for (const { optimizer, preconditioned, step, report } of found) {
    const place = [names[optimizer], matrixName({ preconditioned }), step] as const;
    const add = (...cells: (string | number | null)[]): void => {
      text += csvRow([...place, ...cells, note]);
      note = null;
    };
    for (const { value, residual, converged } of report?.eigenvalues ?? [])
      add('eigenvalue', value, residual, String(converged), null, null);
    if (report?.trace) {
      const { value, standard_error, exact } = report.trace;
      add('trace', value, null, null, null, exact ? 0 : standard_error);
    }
    report?.density?.nodes.forEach((node, i) => {
      add('density', node, null, null, report.density?.weights[i] ?? null, null);
    });
  }
  return text;
}
