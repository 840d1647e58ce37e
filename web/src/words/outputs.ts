import type { Right, Rights } from '../state/outputs';
import { count } from './numbers';

/** How many rows are right, in words: of those that train, and of those held out. */
export function rightsWords({ train, test }: Rights): string {
  const said = [part(train, 'training'), part(test, 'test')].filter((words) => words !== '');
  return said.length > 0 ? `Right: ${said.join(', ')}.` : '';
}

const part = (right: Right | null, name: string): string =>
  right ? `${count(right.right)} of ${count(right.rows)} ${name} rows` : '';

/** Which weights a picture is of. */
export function stepWords(step: number | null, live: boolean): string {
  if (step !== null) return `At step ${count(step)}; a run that ended earlier, at its end.`;
  return live ? 'At the newest step of each run.' : 'At the last step of each run.';
}
