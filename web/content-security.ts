// The built site's content-security policy: its own files and nothing else, no inline script or
// style, and no eval but that of WebAssembly. Styles set from scripts (element.style, adopted
// style sheets) are allowed by it; style attributes in markup are not. And where browsers know Trusted
// Types, no text becomes markup or a script's address but by two policies: Lit's, for the templates in
// our source, and that of web/src/engine/own-script.ts, for the engine's threads.

import type { Plugin } from 'vite';
import { POLICY_NAME } from './src/engine/own-script.ts';

export const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types lit-html ${POLICY_NAME}`,
].join('; ');

/** Writes the policy into every built page. Vite's development server could not work under it. */
export function contentSecurity(): Plugin {
  return {
    name: 'content-security',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
