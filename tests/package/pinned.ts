import pinned from '../parity/fingerprints.json';

const pinnedWith = (part: string): { link: string; fp: string[] } => {
  const found = pinned.runs.find(({ link }) => link.includes(part));
  if (!found) throw new Error(`no pinned link with ${part}`);
  return found;
};

/** A function of the plane with its pinned fingerprints. */
export const plane = pinnedWith('f=two-wells&o=gd:');
/** A network that reads one of the package's files of data. */
export const network = pinnedWith('net=digits');
