// The built site's content-security policy: its own files and nothing else, no inline script or
// style, and no eval but that of WebAssembly. Styles set from scripts (element.style, adopted
// style sheets) are allowed by it; style attributes in markup are not.

import type { Plugin } from 'vite';

export const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
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
