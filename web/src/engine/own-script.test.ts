import { expect, test } from 'vitest';
import { checked, folderOf, madeScript } from './own-script';

const own = (file: string): string => new URL(file, import.meta.url).href;

test('scripts of the same folder are own ones', () => {
  for (const address of [own('worker.ts'), own('worker-1a2b.js?x#y'), 'worker.js'])
    expect(checked(address)).toBe(address);
});

test.each([
  'https://example.invalid/worker.js',
  '//example.invalid/worker.js',
  'data:text/javascript,alert(1)',
  'javascript:alert(1)',
  'blob:null/0123',
  own('../../elsewhere.js'),
  own('./../engine.js'),
  '/worker.js',
])('%s is not', (address) => {
  expect(() => checked(address)).toThrow('is not a script of ours');
});

test('what was made here of a text is an own one as well', () => {
  const address = madeScript('postMessage(1)');
  expect(checked(address)).toBe(address);
  URL.revokeObjectURL(address);
});

test('a script may lie in no folder, and does no harm there', () => {
  for (const script of [undefined, '', 'blob:https://host/0123', 'data:text/javascript,1'])
    expect(folderOf(script)).toBeNull();
  expect(folderOf('https://host/a/b.js?c')).toBe('https://host/a/');
});
