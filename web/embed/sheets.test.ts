import { expect, test } from 'vitest';
import { fitted } from './sheets.ts';

test('lengths of the page’s root are the figure’s own', () => {
  expect(fitted('a { margin: -0.5rem 1rem }')).toBe(
    'a { margin: calc(-0.5 * var(--eigensieve-text-size, 16px)) calc(1 * var(--eigensieve-text-size, 16px)) }',
  );
});

test('widths of the window are the figure’s, other conditions stay', () => {
  expect(fitted('@media (max-width: 30rem) { a { top: 0 } }')).toBe(
    '@container (max-width: 480px) { a { top: 0 } }',
  );
  expect(fitted('@media (pointer: coarse) { a { top: 0 } }')).toContain('@media (pointer: coarse)');
});
