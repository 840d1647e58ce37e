import { expect, test } from 'vitest';
import { publicPart } from '../../tools/setup/declarations.mjs';

test('declarations tell what others may use of a class, and need no library', () => {
  const text = `import { LitElement, type PropertyValues } from 'lit';
import type { Spec } from '../generated/types';
import './part';
/** An element. */
export declare class One extends LitElement {
    static styles: import("lit").CSSResult[];
    /** Its source. */
    src: string;
    /** Nobody's
     * business. */
    private spec;
    run(): Promise<Spec>;
    protected updated(changed: PropertyValues<this>): void;
}
`;
  expect(publicPart(text)).toBe(`import type { Spec } from '../generated/types';
/** An element. */
export declare class One extends HTMLElement {
    /** Its source. */
    src: string;
    run(): Promise<Spec>;
}
`);
});
