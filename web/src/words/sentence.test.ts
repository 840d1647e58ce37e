import { describe, expect, test } from 'vitest';
import { landscape, network, optimizer, record } from '../state/example.test-data';
import { asText, describeTraining, describe as tell } from './sentence';

const gd = optimizer('gd');
const usam = optimizer('usam', { rho: 0.2 });
const flat = {
  x: [-1, 0] as [number, number],
  eigenvalues: [
    { value: 1, residual: 0 },
    { value: 1, residual: 0 },
  ],
};
const usamBand = { passband: [[0, 5.79]] as [number, number][], bound: 5.79 };

/** The sentences as one text with plain spaces. */
const text = (...told: Parameters<typeof tell>): string =>
  tell(...told)
    .map(asText)
    .join(' ')
    .replaceAll('\u00a0', ' ');

describe('a landscape', () => {
  test('who settled where, and who refuses the sharp well', () => {
    const spec = landscape({ optimizers: [gd, usam] });
    expect(text(spec, [record(gd), record(usam, { ...flat, ...usamBand })])).toBe(
      'gd settled at (1, 0): the largest eigenvalue there, λ = 10, is under its bound 12.5. ' +
        'usam refuses that point: its bound 5.79 lies below 10. ' +
        'usam settled at (−1, 0) instead, where λ = 1.',
    );
  });

  test('several optimizers at one place share a sentence', () => {
    const spec = landscape({ optimizers: [gd, usam] });
    expect(text(spec, [record(gd, flat), record(usam, { ...flat, ...usamBand })])).toBe(
      'gd and usam settled at (−1, 0): the largest eigenvalue there, λ = 1, is under their bounds 12.5 and 5.79.',
    );
  });

  test('starts are counted where they part', () => {
    const spec = landscape({
      optimizers: [gd],
      starts: [
        [0, 0],
        [1, 1],
      ],
    });
    const told = text(spec, [record(gd), record(gd, flat)]);
    expect(told).toContain('gd (1 of 2 starts) settled at (1, 0)');
    expect(told).toContain('gd (1 of 2 starts) settled at (−1, 0)');
  });

  test('many ends are summed up', () => {
    const starts: [number, number][] = [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ];
    const ends = starts.map(([x], i) =>
      record(gd, { x: [x, 0], eigenvalues: [{ value: 2 + i, residual: 0 }] }),
    );
    expect(text(landscape({ optimizers: [gd], starts }), ends)).toBe(
      'gd settled at 4 points: largest eigenvalue λ from 2 to 5, under its bound 12.5.',
    );
  });

  test('a saddle is named with its passband', () => {
    const saddle = record(usam, {
      x: [0, 0],
      eigenvalues: [
        { value: -1, residual: 0 },
        { value: 1, residual: 0 },
      ],
      passband: [
        [-5, -0.67],
        [0, 4.84],
      ],
      bound: 4.84,
    });
    expect(text(landscape({ optimizers: [usam] }), [saddle])).toBe(
      'usam settled on the saddle (0, 0): λ = −1 and 1 lie in its passband [−5, −0.67] ∪ [0, 4.84].',
    );
  });

  test('a saddle is refused by passbands without a negative part', () => {
    const eigenvalues = [
      { value: -1, residual: 0 },
      { value: 1, residual: 0 },
    ];
    const saddle = record(usam, {
      x: [0, 0],
      eigenvalues,
      passband: [
        [-5, -0.67],
        [0, 4.84],
      ],
      bound: 4.84,
    });
    const told = text(landscape({ optimizers: [usam, gd] }), [saddle, record(gd)]);
    expect(told).toContain(
      'gd refuses it: λ = −1 lies outside its passband. gd settled at (1, 0) instead',
    );
  });

  test('mirror images are told together, and those kept out are called back', () => {
    const starts: [number, number][] = [
      [0, 0],
      [1, 1],
    ];
    const psam = optimizer('psam', { rho: 0.2 });
    const mirror = { ...flat, x: [-1, 1] as [number, number] };
    const told = text(landscape({ optimizers: [gd, usam, psam], starts }), [
      record(gd),
      record(gd),
      record(usam, { ...flat, ...usamBand }),
      record(usam, { ...mirror, ...usamBand }),
      record(psam, { ...flat, ...usamBand }),
      record(psam, { ...mirror, ...usamBand }),
    ]);
    expect(told).toContain(
      'usam and psam refuse that point: their bounds 5.79 and 5.79 lie below 10. ',
    );
    expect(told).toContain('They settled at (−1, 0) and (−1, 1) instead, where λ = 1.');
  });

  test('outside is the exception, and said to be one', () => {
    const outside = record(gd, {
      x: [0, 0],
      eigenvalues: [
        { value: -1, residual: 0 },
        { value: 1, residual: 0 },
      ],
      verdict: { inside: false, margin: -1, jacobian_radius: 1.16 },
    });
    expect(text(landscape({ optimizers: [gd] }), [outside])).toMatch(
      /although λ = −1 and 1 .* measure zero/,
    );
  });

  test('a rule without a verdict gets none', () => {
    const sam = optimizer('sam', { rho: 0.1 });
    const told = text(landscape({ optimizers: [sam] }), [
      record(sam, { passband: null, bound: null, verdict: null }),
    ]);
    expect(told).toBe(
      'sam settled at (1, 0), where λ = 10; for this rule the theorem gives no verdict.',
    );
  });

  test.each([
    ['diverged', /^gd diverged: the theorem is silent\.$/],
    ['cycling', /^gd jumps between two points .* silent\.$/],
    ['budget', /^gd had not converged after 1000 steps: the theorem does not apply\.$/],
    [
      'phantom',
      /^gd came to rest at a phantom: .*‖∇f‖ = 0\.93.* says nothing about the Hessian\.$/,
    ],
  ] as const)('no verdict for a run that ended as %s', (status, words) => {
    const told = text(landscape({ optimizers: [gd] }), [
      record(gd, {
        status,
        verdict: null,
        grad_norm: 0.93,
        reading: status === 'budget' ? { inside: true, margin: 1, jacobian_radius: 1 } : null,
      }),
    ]);
    expect(told).toMatch(words);
    expect(told).not.toContain('settled');
  });

  test('namesakes are told apart by the number that differs', () => {
    const fast = optimizer('gd', { alpha: 0.25 });
    const told = text(landscape({ optimizers: [gd, fast] }), [
      record(gd),
      record(fast, { status: 'cycling', verdict: null }),
    ]);
    expect(told).toContain('gd α=0.16 settled');
    expect(told).toContain('gd α=0.25 jumps');
  });

  test('unfinished runs are not told of', () => {
    expect(tell(landscape(), [null, null])).toEqual([]);
  });
});

describe('a network', () => {
  const spec = network();
  const [first] = spec.optimizers;
  const budget = record(first as never, {
    status: 'budget',
    verdict: null,
    steps: 2000,
    bound: 10,
    passband: [[0, 10]],
  });
  const words = (top: number, peak = top): string =>
    describeTraining(
      spec,
      [{ ...budget, eigenvalues: [{ value: top, residual: 0 }] }],
      [[{ lambda_max: peak }]],
    )
      .map(asText)
      .join(' ')
      .replaceAll('\u00a0', ' ');

  test('riding the bound, under it, come down from above, and above it', () => {
    expect(words(10.1)).toContain(
      'gd holds the largest eigenvalue at its bound 10: λ = 10.1 after 2000 steps.',
    );
    expect(words(5)).toContain('under its bound 10: λ = 5 after 2000 steps.');
    expect(words(5, 20)).toContain('down from 20');
    expect(words(15)).toContain('is above its bound 10');
  });

  test('out of steps is a reading, never a verdict', () => {
    expect(words(10)).toMatch(
      /readings: they have not converged, and the theorem does not apply\.$/,
    );
  });
});
