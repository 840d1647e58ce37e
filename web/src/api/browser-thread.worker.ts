// The package's thread in a browser.

import type { Scope } from '../engine/service';
import { begin } from './begin';

begin(globalThis as unknown as Scope);
