import { describe, expect, test } from 'vitest';
import type { Hypotheses } from '../generated/types';
import { landscape, optimizer, record } from '../state/example.test-data';
import { asText } from './phrases';
import { describe as tell } from './sentence';

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
      'gd settled at (3, 0), (2, 0), (1, 0) and (0, 0): largest eigenvalue λ from 2 to 5, under its bound 12.5.',
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
      'gd refuses it: λ = −1 lies outside its passband [0, 12.5]. gd settled at (1, 0) instead',
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
      /^gd came to rest at a phantom, at \(1, 0\): .*‖∇f‖ = 0\.93.* says nothing about the Hessian\.$/,
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

  test('a maximum is not called a saddle', () => {
    const top = record(usam, {
      x: [0, 0],
      eigenvalues: [
        { value: -2, residual: 0 },
        { value: -1, residual: 0 },
      ],
      passband: [
        [-5, -0.67],
        [0, 4.84],
      ],
      bound: 4.84,
    });
    expect(text(landscape({ optimizers: [usam] }), [top])).toBe(
      'usam settled on the maximum (0, 0): λ = −2 and −1 lie in its passband [−5, −0.67] ∪ [0, 4.84].',
    );
  });

  test('a bound is told from λ however close they are, and touching is no more than that', () => {
    const close = { eigenvalues: [{ value: 9.9994, residual: 0 }], bound: 10.0004 };
    expect(text(landscape({ optimizers: [gd] }), [record(gd, close)])).toContain(
      'λ = 9.999, is under its bound 10.',
    );
    const closer = { eigenvalues: [{ value: 9.99991, residual: 0 }], bound: 10.0002 };
    expect(text(landscape({ optimizers: [gd] }), [record(gd, closer)])).toContain(
      'λ = 10, is under its bound 10.0002.',
    );
    const touching = { eigenvalues: [{ value: 10, residual: 0 }], bound: 10.000001 };
    const told = text(landscape({ optimizers: [gd, usam] }), [
      record(gd, flat),
      record(gd, { ...touching, passband: [[0, 10.000001]] }),
    ]);
    expect(told).toContain('λ = 10, is at its bound 10.');
    expect(told).not.toContain('refuse');
  });

  test('who is kept out of several places is told once', () => {
    const starts: [number, number][] = [
      [0, 0],
      [1, 1],
    ];
    const sharper = { x: [2, 0] as [number, number], eigenvalues: [{ value: 11, residual: 0 }] };
    const told = text(landscape({ optimizers: [gd, usam], starts }), [
      record(gd, sharper),
      record(gd),
      record(usam, { ...flat, ...usamBand }),
      record(usam, { ...flat, ...usamBand }),
    ]);
    expect(told).toBe(
      'gd (1 of 2 starts) settled at (2, 0): the largest eigenvalue there, λ = 11, is under its bound 12.5. ' +
        'gd (1 of 2 starts) settled at (1, 0), where the largest eigenvalue λ = 10 is under its bound 12.5. ' +
        'usam refuses all of these: its bound 5.79 lies below 10 and 11. ' +
        'usam settled at (−1, 0) instead, where λ = 1.',
    );
  });

  test('nobody refuses a point where one of his own runs settled, be it by exception', () => {
    const starts: [number, number][] = [
      [0, 0],
      [1, 1],
    ];
    const told = text(landscape({ optimizers: [gd, usam], starts }), [
      record(gd),
      record(gd),
      record(usam, { ...usamBand, verdict: { inside: false, margin: -4, jacobian_radius: 2 } }),
      record(usam, { ...usamBand, status: 'diverged', verdict: null, x: [null, null] }),
    ]);
    expect(told).not.toContain('refuse');
    expect(told).toContain(
      'usam (1 of 2 starts) settled at (1, 0) although λ = 1 and 10 are not both in its passband [0, 5.79]: a start from the exceptional set of measure zero. ' +
        'usam (1 of 2 starts) diverged: the theorem is silent.',
    );
  });

  test('along a curve of minima each optimizer has its spread, and who refuses is told', () => {
    const starts: [number, number][] = [
      [0, 0],
      [1, 1],
    ];
    const at = (of: typeof gd, x: number, value: number, bound: number) =>
      record(of, {
        x: [x, 1],
        eigenvalues: [
          { value: 0, residual: 0 },
          { value, residual: 0 },
        ],
        passband: [[0, bound]],
        bound,
      });
    expect(
      text(landscape({ optimizers: [gd, usam], starts }), [
        at(gd, 1, 9, 12.5),
        at(gd, 2, 8, 12.5),
        at(usam, 3, 5, 5.79),
        at(usam, 4, 4, 5.79),
      ]),
    ).toBe(
      'gd settled at (1, 1) and (2, 1): largest eigenvalue λ from 8 to 9, under its bound 12.5. ' +
        'usam settled at (3, 1) and (4, 1): λ from 4 to 5, under its bound 5.79. ' +
        'usam refuses the points where gd settled: its bound 5.79 lies below 8.',
    );
  });

  test('phantoms of several optimizers: each point, and the spread of the gradient', () => {
    const phantom = (x: number, grad_norm: number) => ({
      status: 'phantom' as const,
      verdict: null,
      x: [x, 0] as [number, number],
      grad_norm,
    });
    expect(
      text(landscape({ optimizers: [gd, usam] }), [
        record(gd, phantom(0.856, 0.928)),
        record(usam, phantom(0.427, 0.437)),
      ]),
    ).toBe(
      'gd and usam came to rest at phantoms, at (0.856, 0) and (0.427, 0): the direction vanishes, the gradient does not ' +
        '(‖∇f‖ from 0.437 to 0.928). There the theorem says nothing about the Hessian.',
    );
  });

  test('several optimizers jump, one jumps', () => {
    const cycling = { status: 'cycling' as const, verdict: null };
    expect(
      text(landscape({ optimizers: [gd, usam] }), [record(gd, cycling), record(usam, cycling)]),
    ).toBe(
      'gd and usam jump between two points for ever: not converged, so the theorem is silent.',
    );
  });

  test('a lone point of the passband belongs to it', () => {
    const chained = optimizer('usam2-chained', { rho: 1 });
    const saddle = {
      x: [0, 0] as [number, number],
      eigenvalues: [
        { value: -1, residual: 0 },
        { value: 1, residual: 0 },
      ],
      lone_points: [-1],
    };
    const told = text(landscape({ optimizers: [chained] }), [record(chained, saddle)]);
    expect(told).toBe(
      'usam2-chained settled on the saddle (0, 0): λ = −1 and 1 lie in its passband [0, 12.5] ∪ {−1}.',
    );
  });

  test('where f has no second derivatives there is nothing to tell but where', () => {
    expect(
      text(landscape({ optimizers: [gd] }), [record(gd, { eigenvalues: [], verdict: null })]),
    ).toBe('gd settled at (1, 0), where the Hessian is not finite: the theorem is silent.');
  });

  test('what is not certified of f is said where there is a verdict', () => {
    const hypotheses: Hypotheses = {
      definability: 'neither',
      smoothness: 'not certified C2',
      deterministic: true,
      notes: [],
    };
    const spec = landscape({ optimizers: [gd] });
    const open =
      'Whether the theorem speaks of this f is open: f is not certified C², nor definable.';
    expect(text(spec, [record(gd)], hypotheses)).toContain(open);
    const diverged = record(gd, { status: 'diverged', verdict: null });
    expect(text(spec, [diverged], hypotheses)).not.toContain('open');
    expect(text(spec, [record(gd)], { ...hypotheses, definability: 'definable' })).toMatch(
      /f is not certified C²\.$/,
    );
  });

  test('where f is too rough for a rule whose update contains the Hessian, that is said of it alone', () => {
    const husam = optimizer('husam', { rho: 0.1 });
    const hypotheses: Hypotheses = {
      definability: 'semialgebraic',
      smoothness: 'C2',
      deterministic: true,
      notes: [
        'The update of husam contains the Hessian, so f must be C³; bump is C² and not C³: for husam the theorem does not apply.',
      ],
    };
    const told = text(
      landscape({ optimizers: [gd, husam] }),
      [record(gd), record(husam)],
      hypotheses,
    );
    expect(told).toContain(
      'For husam the theorem is silent all the same: its update contains the Hessian, and f is not C³.',
    );
  });

  test('numbers that are not there are dashes, never NaN', () => {
    const bare = { x: undefined, f: null, grad_norm: null, direction_norm: null, bound: null };
    for (const status of ['converged', 'phantom', 'cycling', 'diverged', 'budget'] as const) {
      const told = text(landscape({ optimizers: [gd, usam] }), [
        record(gd, { status, verdict: null, eigenvalues: [], ...bare, passband: null } as never),
        record(usam, { ...usamBand }),
      ]);
      expect(told).not.toMatch(/NaN|undefined|null|Infinity/);
      expect(told).not.toMatch(/ [.,:;]|\(\)|, \.|at\s*:/);
    }
  });

  test('a window as wide as the sky leaves points where they are', () => {
    const window: [number, number, number, number] = [-1e9, 1e9, -1e9, 1e9];
    expect(text(landscape({ optimizers: [gd], window }), [record(gd)])).toContain('at (1, 0)');
  });

  test('the very same optimizer twice has two names', () => {
    const told = text(landscape({ optimizers: [gd, gd] }), [record(gd), record(gd)]);
    expect(told).toMatch(/^gd and gd #2 settled/);
  });

  test('unfinished runs are not told of', () => {
    expect(tell(landscape(), [null, null])).toEqual([]);
  });
});
