import { expect, test } from 'vitest';
import { texOf } from './tex';

test.each([
  ['x^2', 'x^{2}'],
  ['-x^2', '-x^{2}'],
  ['2^-x', '2^{-x}'],
  ['2*3', '2\\cdot 3'],
  ['(x*y-1)^2/2', '\\tfrac{1}{2}(x y-1)^{2}'],
  ['(x^2+kappa*y^2)/2', '\\tfrac{1}{2}(x^{2}+\\kappa y^{2})'],
  ['x^4/3', '\\tfrac{x^{4}}{3}'],
  ['a-(b-c)', 'a-(b-c)'],
  ['sqrt(x)*max(0, y)', '\\sqrt{x}\\,\\max(0, y)'],
  [
    'if(x <= y, 1, b_2)',
    '\\begin{cases}1 & x \\le y\\\\\\mathrm{b\\_2} & \\text{else}\\end{cases}',
  ],
  ['1e-3*x', '1\\cdot 10^{-3} x'],
])('%s', (source, tex) => {
  expect(texOf(source)).toBe(tex);
});

test.each(['', 'x +', 'x ? y', 'f(x)', '(x', 'x y'])('%s is no formula', (source) => {
  expect(texOf(source)).toBeNull();
});
