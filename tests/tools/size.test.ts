import { expect, test } from 'vitest';
import { namedBy } from '../../tools/bench/size.mjs';

test('a page names its scripts, styles and pictures', () => {
  const page = `<link rel="icon" href="icon.svg" /><a href="elsewhere.html">…</a>
    <script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/index-2.css"><img
      src="poster.svg" alt="">`;
  expect(namedBy('index.html', page).sort()).toEqual([
    'assets/index-1.js',
    'assets/index-2.css',
    'icon.svg',
    'poster.svg',
  ]);
});

test('a script names its static imports, workers and wasm, not what it imports later', () => {
  const script =
    'import{a as t}from"./one.js";import"./two.js";export*from"./three.js";import(`./later.js`);' +
    'new Worker(new URL(new URL(`worker-1.js`,import.meta.url).href,``+import.meta.url));' +
    "fetch(new URL('engine.wasm', import.meta.url));fetch(new URL(`data/`+n,document.baseURI));";
  expect(namedBy('assets/index.js', script).sort()).toEqual([
    'assets/engine.wasm',
    'assets/one.js',
    'assets/three.js',
    'assets/two.js',
    'assets/worker-1.js',
  ]);
});

test('a style names its pictures', () => {
  expect(namedBy('assets/a.css', 'a{background:url(./b.svg)}')).toEqual(['assets/b.svg']);
});
