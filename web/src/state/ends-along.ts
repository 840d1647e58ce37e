import type { Line, Stack } from '../plot/chart';
import type { ChartSource } from './training-charts';
import { isPreconditioned, thinned } from './training-charts';

/** Points of one run. */
const MOST = 750;

/**
 * Both ends of each run's spectrum over its steps, as they were measured on the way, with the bounds on
 * them; where more eigenvalues than one are followed at an end, the others as thin lines without a name.
 */
export function endsAlong(source: ChartSource): Stack {
  const { spec, catalogue, filters, runs, looks, select } = source;
  const histories = looks.map((_, run) => thinned(runs[run]?.history ?? [], MOST));
  const steps = [...new Set(histories.flat().map(({ step }) => step))].sort((a, b) => a - b);
  const place = new Map(steps.map((step, i) => [step, i]));
  const lines = (end: 'lambda_max' | 'lambda_min'): Line[] =>
    looks.map((look, run): Line => {
      const values: (number | null)[] = steps.map(() => null);
      for (const row of histories[run] ?? []) values[place.get(row.step) as number] = row[end];
      const bounded = end === 'lambda_max' && !isPreconditioned(spec, catalogue, run);
      return {
        ...look,
        run,
        values,
        companion: end === 'lambda_min',
        faded: select !== null && select !== run,
        bound: bounded ? (filters[run]?.bound ?? null) : null,
      };
    });
  const others = (end: 'top' | 'bottom'): Line[] =>
    looks.flatMap((look, run): Line[] => {
      const rows = histories[run] ?? [];
      const most = rows.reduce((most, row) => Math.max(most, row[end]?.length ?? 0), 0);
      return Array.from({ length: Math.max(0, most - 1) }, (_, i): Line => {
        const values: (number | null)[] = steps.map(() => null);
        for (const row of rows)
          values[place.get(row.step) as number] = row[end]?.[i + 1]?.value ?? null;
        const faded = select !== null && select !== run;
        return {
          ...{ ...look, name: '', run, values, faded, bound: null },
          ...{ companion: end === 'bottom', thin: true },
        };
      });
    });
  const diverged = (run: number): boolean => runs[run]?.record?.status === 'diverged';
  const all = [
    ...lines('lambda_max'),
    ...lines('lambda_min'),
    ...others('top'),
    ...others('bottom'),
  ];
  const calm = all.filter(({ run }) => !diverged(run as number));
  const known = (calm.length > 0 ? calm : [])
    .flatMap(({ values, bound }) => [...values, bound])
    .filter((value): value is number => value !== null);
  const limits = [
    known.reduce((least, value) => Math.min(least, value), 0),
    known.reduce((most, value) => Math.max(most, value), 0),
  ] as const;
  return {
    steps,
    lastStep: spec.stop.steps,
    charts: [
      {
        title: 'λ max, its bound, and dotted λ min',
        scale: 'linear',
        weight: 2,
        lines: all,
        ...(known.length > 0 && calm.length < all.length && { limits }),
      },
    ],
  };
}
