import type { DataSummary } from '../generated/types';
import type { Reading } from '../state/own-data';
import { duration } from './duration';
import { count, list, percent } from './numbers';

/** Names of classes beyond these are not listed. */
const LISTED = 6;

/** What a data set is, in a sentence or two. */
export function dataWords({
  features,
  target,
  classes,
  train_rows,
  test_rows,
}: DataSummary): string {
  const inputs = features.length === 1 ? '1 input' : `${count(features.length)} inputs`;
  const goal = classes
    ? `“${target}”, one of ${classes.length} classes${named(classes)}`
    : `the number “${target}”`;
  const test = test_rows > 0 ? `${count(test_rows)} test it` : 'none tests it';
  return `From ${inputs} a network learns ${goal}. ${count(train_rows)} rows train it, ${test}.`;
}

const named = (classes: readonly string[]): string =>
  classes.length <= LISTED ? `: ${list(classes)}` : '';

/** What a data set's number is called at its control. */
export const optionWords = (name: string): string => OPTIONS[name] ?? name;

const OPTIONS: Readonly<Record<string, string>> = {
  standardise: 'standardise inputs',
  test: 'share to test',
  shuffle: 'shuffle before the split',
};

/** How far the reading of a table has come. */
export const readingWords = ({ share, secondsLeft }: Reading): string =>
  `reading the table, ${percent(share)}: ${duration(secondsLeft)} left`;
