import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GivenUpError, RefusedError } from '../engine/client';
import { BESIDE, landscape } from '../state/example.test-data';
import { initialState } from '../state/state';
import { Store } from '../state/store';
import { ExportClerk } from './clerk';

beforeEach(() => vi.stubGlobal('location', { href: 'https://example.org/' }));
afterEach(() => vi.unstubAllGlobals());

/** What the page says of a picture whose drawing fails like this, and what is thrown on. */
async function told(thrown: Error) {
  const store = new Store({
    ...initialState,
    experiment: { spec: landscape(), beside: BESIDE },
  });
  const clerk = new ExportClerk(store, { ask: async () => ({ link: '#v=1' }) as never });
  const passed = await clerk
    .fulfil({
      kind: 'export-picture',
      part: '',
      format: 'svg',
      draw: () => Promise.reject(thrown),
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { exporting: store.state.exporting, passed };
}

describe('ExportClerk', () => {
  it('says what the engine refuses', async () => {
    const refusal = new RefusedError({
      code: 'link_too_long',
      field: 'link',
      message: 'too long',
    } as never);
    const { exporting, passed } = await told(refusal);
    expect(exporting).toEqual({ text: `Not exported: ${refusal.message}.`, busy: false });
    expect(passed).toBeNull();
  });

  it('says that what was given up is not saved', async () => {
    const { exporting, passed } = await told(new GivenUpError('aborted'));
    expect(exporting).toEqual({ text: 'Cancelled: nothing was saved.', busy: false });
    expect(passed).toBeNull();
  });

  it('does not go on saying that it draws when drawing fails, and lets the fault be seen', async () => {
    const fault = new Error('no es-map to draw');
    const { exporting, passed } = await told(fault);
    expect(exporting).toEqual({ text: 'Not exported: no es-map to draw.', busy: false });
    expect(passed).toBe(fault);
  });
});
