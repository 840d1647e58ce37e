/**
 * Trusted Types: under a page's policy no text becomes a script's address but by a policy with a
 * name that it lets in. This is the only one of ours, and all it lets through are files that were
 * built together with this one, and scripts that were made here of such files’ text. (Lit has one of
 * its own, for the templates in our source.)
 */
interface Policy {
  createScriptURL(address: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

/** The name that content-security policies let in. */
export const POLICY_NAME = 'eigensieve';

/** The folder of a script; none of one that lies in none: in a page, a blob, a data: address. */
export function folderOf(script: string | undefined): string | null {
  try {
    return new URL('.', script).href;
  } catch {
    return null;
  }
}

const FOLDER = folderOf(import.meta.url);

/** Addresses of scripts made here, and of those that the build says lie elsewhere. */
const ours = new Set<string>();

/** Takes an address that the build wrote for one of our own. */
export function builtScript(address: string): string {
  ours.add(address);
  return address;
}

/** Makes a script of a text that was built with this one; its address is to be revoked. */
export function madeScript(text: string): string {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return builtScript(address);
}

/** Refuses every address but those of our own scripts. */
export function checked(address: string): string {
  const known = FOLDER !== null && new URL(address, FOLDER).href.startsWith(FOLDER);
  if (known || ours.has(address)) return address;
  throw new TypeError(`${address} is not a script of ours`);
}

let policy: Policy | null | undefined;

/** The address of one of our own scripts, as `new Worker` takes it. */
export function ownScript(address: string): string {
  // Once: a page that refuses it reports each attempt.
  if (policy === undefined) policy = makePolicy();
  // Where browsers know no Trusted Types, the address is as good as the object.
  return policy ? (policy.createScriptURL(address) as string) : checked(address);
}

function makePolicy(): Policy | null {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  try {
    return trustedTypes?.createPolicy(POLICY_NAME, { createScriptURL: checked }) ?? null;
  } catch {
    // A page of others that lets in no policy of this name; it may not demand Trusted Types either.
    return null;
  }
}
