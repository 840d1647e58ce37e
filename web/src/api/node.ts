// The package in Node: the same functions, by a thread of Node's.

import { NodeThread } from './node-hire.ts';
import { hireBy } from './office.ts';

hireBy(() => new NodeThread(new URL('./node-thread.js', import.meta.url)));

export * from './public.ts';
