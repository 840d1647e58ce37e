import type { Spec } from '../generated/types';
import { isNetwork, type RunPlace, startsOf } from '../state/experiment';
import { labels } from './names';
import { count } from './numbers';

/** A run's fingerprint as the link or file has it, and as it came out here. */
export interface Claim {
  readonly place: RunPlace;
  readonly expected: string;
  /** Null until the run has ended. */
  readonly got: string | null;
}

/** What an experiment says that its runs were when it was shared, and what they are here. */
export interface Reproduction {
  /** One a run, or none where a link has no fingerprints. */
  readonly claims: readonly Claim[];
  /** Revision of the bits of the engine that made it; null where it is not said. */
  readonly madeBy: string | null;
  /** Revision of this engine's bits. */
  readonly revision: string;
}

/** Differing runs that are named one by one. */
const NAMED = 6;

/** What came of a reproduction. */
export interface ReproductionWords {
  /** Null while runs are under way and none differs so far. */
  readonly reproduced: boolean | null;
  /** The outcome in two or three words. */
  readonly outcome: string;
  /** Which runs, and which revisions of the engine's bits. */
  readonly sentences: readonly string[];
  /** The runs that differ. */
  readonly differing: readonly { run: string; expected: string; got: string }[];
  /** How many more differ. */
  readonly more: number;
}

/** Says whether an experiment's runs are those that it was shared with. */
export function describeReproduction(spec: Spec, found: Reproduction): ReproductionWords {
  const { claims } = found;
  const ended = claims.filter(({ got }) => got !== null);
  const differ = ended.filter(({ expected, got }) => got !== expected);
  const pending = ended.length < claims.length;
  const differing = differ.slice(0, NAMED).map((claim) => ({
    run: nameOf(spec, claim),
    expected: claim.expected,
    got: claim.got ?? '',
  }));
  const more = differ.length - differing.length;
  if (differ.length > 0) {
    const sentences = [which(differ.length, claims.length), ...progress(pending, found)];
    return {
      reproduced: false,
      outcome: 'Differs',
      sentences: [...sentences, blame(found)],
      differing,
      more,
    };
  }
  const none = { differing, more };
  if (claims.length === 0)
    return {
      reproduced: null,
      outcome: 'Made by another engine',
      sentences: [
        `revision ${found.madeBy} of the engine’s bits; this is revision ${found.revision}, whose last digits may be others.`,
      ],
      ...none,
    };
  if (pending)
    return { reproduced: null, outcome: 'Checking', sentences: progress(true, found), ...none };
  return {
    reproduced: true,
    outcome: 'Reproduced, bit for bit',
    sentences: [confirmed(claims.length), ...origin(found)],
    ...none,
  };
}

function confirmed(runs: number): string {
  if (runs === 1) return 'the run has its recorded fingerprint.';
  return `${runs === 2 ? 'both' : `all ${count(runs)}`} runs have their recorded fingerprints.`;
}

function which(differ: number, all: number): string {
  if (all === 1) return 'the run has another fingerprint than was recorded.';
  const have = differ === 1 ? 'has another fingerprint' : 'have other fingerprints';
  return `${count(differ)} of ${count(all)} runs ${have} than recorded.`;
}

/** How far the runs are that are to be compared. */
function progress(pending: boolean, { claims }: Reproduction): string[] {
  if (!pending) return [];
  if (claims.length === 1) return ['the run’s fingerprint is compared when it has ended.'];
  const ended = claims.filter(({ got }) => got !== null).length;
  return [`${count(ended)} of ${count(claims.length)} runs have ended.`];
}

/** Which revisions, where they are two. */
function origin({ madeBy, revision }: Reproduction): string[] {
  if (madeBy === null || madeBy === revision) return [];
  return [
    `Recorded by revision ${madeBy} of the engine’s bits; this is revision ${revision}, which gives these runs the same.`,
  ];
}

/** Why runs may differ. */
function blame({ madeBy, revision }: Reproduction): string {
  if (madeBy === null)
    return `Which revision of the engine’s bits recorded them is not said; this is revision ${revision}.`;
  if (madeBy === revision)
    return `Recorded by revision ${madeBy} of the engine’s bits, which this is: the settings or the fingerprints were changed since, or this is our fault.`;
  return `Recorded by revision ${madeBy} of the engine’s bits; this is revision ${revision}, whose last digits may be others.`;
}

/** An optimizer, and its start where there are several. */
function nameOf(spec: Spec, { place }: Claim): string {
  const name = labels(spec.optimizers)[place.optimizer] ?? '';
  const several = !isNetwork(spec) && startsOf(spec).length > 1;
  return several ? `${name} from ${place.start + 1}` : name;
}
