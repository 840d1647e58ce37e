import { expect, test } from 'vitest';
import { network, optimizer } from '../state/example.test-data';
import type { Spectra } from '../state/spectrum';
import type { Head } from './head';
import { spectraFile } from './spectra-file';

const spec = network({ optimizers: [optimizer('gd')] });
const head = { caption: 'A network', link: '#v=1', spec } as unknown as Head;
const spectra: Spectra = {
  key: '',
  depth: 2,
  found: [
    {
      optimizer: 0,
      preconditioned: false,
      step: 7,
      problem: null,
      complete: true,
      report: {
        dimension: 3,
        bottom: 1,
        probes: 1,
        products: 5,
        most_products: 5,
        eigenvalues: [
          { value: -0.1, residual: 1e-17, converged: true },
          { value: 1 / 3, residual: 0.5, converged: false },
        ],
        trace: { value: 0.1 + 0.2, standard_error: null, exact: false },
        density: { nodes: [-0.1, 1 / 3], weights: [0.75, 0.25], exact: false },
      },
    },
  ],
  work: null,
  refused: null,
  cancelled: false,
};

test('a table has every number in full, and its caption once', async () => {
  const text = await spectraFile(head, 'A network. #v=1', 'csv', spectra).text();
  const name = text.split('\r\n')[1]?.split(',')[0];
  expect(text.split('\r\n')).toEqual([
    'optimizer,matrix,step,kind,value,residual,converged,weight,standard_error,caption',
    `${name},H,7,eigenvalue,-0.1,1e-17,true,,,A network. #v=1`,
    `${name},H,7,eigenvalue,0.3333333333333333,0.5,false,,,`,
    `${name},H,7,trace,0.30000000000000004,,,,,`,
    `${name},H,7,density,-0.1,,,0.75,,`,
    `${name},H,7,density,0.3333333333333333,,,0.25,,`,
    '',
  ]);
});

test('JSON opens with the experiment, and holds what was seen', async () => {
  const file = JSON.parse(await spectraFile(head, '', 'json', spectra).text());
  expect(file.spec).toEqual(spec);
  expect(file.spectra).toMatchObject([
    { matrix: 'H', step: 7, depth: 2, dimension: 3, trace: { value: 0.1 + 0.2 } },
  ]);
  expect(file.spectra[0].eigenvalues).toEqual(spectra.found[0]?.report?.eigenvalues);
});

test('what is exact has no error', async () => {
  const [one] = spectra.found;
  if (!one?.report) throw new Error('no report');
  const trace = { value: 2.5, standard_error: 0.5, exact: true };
  const exact = { ...spectra, found: [{ ...one, report: { ...one.report, trace } }] };
  expect(await spectraFile(head, '', 'csv', exact).text()).toContain(',trace,2.5,,,,0,');
  const file = JSON.parse(await spectraFile(head, '', 'json', exact).text());
  expect(file.spectra[0].trace).toEqual(trace);
});
