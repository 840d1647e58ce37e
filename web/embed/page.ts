// Writes embed.html and its like: one page with everything in it, under a policy that names its one script and its
// one style sheet by their hashes, and lets it do nothing but compute.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { POLICY_NAME } from '../src/engine/own-script.ts';

const STYLE = 'html{color-scheme:light dark}body{margin:0}';

/** Makes the bundle's one script into a page, with files in it by the ids of the elements that hold them. */
export function page(name: string, files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'page',
    async generateBundle(_, bundle) {
      const [chunk, ...others] = Object.values(bundle);
      if (chunk?.type !== 'chunk' || others.length > 0)
        throw new Error(`${name} must hold everything: ${Object.keys(bundle).join(', ')}`);
      delete bundle[chunk.fileName];
      const held = await Promise.all(
        Object.entries(files).map(async ([id, file]) => elementOf(id, await readFile(file))),
      );
      const source = pageOf(chunk.code.trim(), held.join('\n'));
      this.emitFile({ type: 'asset', fileName: name, source });
    },
  };
}

/** An element that browsers do not run, for src/embed/packed.ts. */
const elementOf = (id: string, bytes: Uint8Array): string =>
  `<script type="text/plain" id="${id}">${gzipSync(bytes, { level: 9 }).toString('base64')}</script>`;

function pageOf(script: string, held: string): string {
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end the page’s');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A figure made with Eigensieve</title>
<style>${STYLE}</style>
</head>
<body>
<noscript>This figure computes in your browser and needs JavaScript.</noscript>
${held}
<script>${script}</script>
</body>
</html>
`;
}

const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src '${hashOf(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types lit-html ${POLICY_NAME}`,
  ].join('; ');

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;
