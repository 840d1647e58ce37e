// The package in one file, engine and thread in it, for whatever does not take along the files that a
// module names beside itself: esbuild, Rollup, a development server that packs its packages anew.
// Data sets that are read from files still lie beside it.

import engine from 'whole:engine';
import code from 'whole:thread';
import { hire } from '../engine/hire.ts';
import { addressesFrom } from './addresses.ts';
import { hireBy } from './office.ts';

hireBy(() =>
  hire({
    address: null,
    type: 'module',
    code: async () => code,
    here: async () => (await import('./begin.ts')).begin,
    first: addressesFrom({ packed: engine }),
  }),
);

export * from './public.ts';
