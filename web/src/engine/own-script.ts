/**
 * Trusted Types: under the page's policy no text becomes a script's address but by a policy with a
 * name that it lets in. This is the only one of ours, and all it lets through are the files that
 * were built together with this one. (Lit has one of its own, for the templates in our source.)
 */
interface Policy {
  createScriptURL(address: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

/** The name that the page's content-security policy lets in. */
export const POLICY_NAME = 'own-scripts';

/** The folder of the site's scripts. */
const folder = new URL('.', import.meta.url).href;

let policy: Policy | null | undefined;

/** Refuses every address but those of the site's own scripts. */
export function checked(address: string): string {
  if (new URL(address, folder).href.startsWith(folder)) return address;
  throw new TypeError(`${address} is not a script of this site`);
}

/** The address of one of the site's own scripts, as `new Worker` takes it. */
export function ownScript(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  policy ??= trustedTypes?.createPolicy(POLICY_NAME, { createScriptURL: checked }) ?? null;
  // Where browsers know no Trusted Types, the address is as good as the object.
  return policy ? (policy.createScriptURL(address) as string) : checked(address);
}
