import type { Optimizer } from '../generated/types';
import { plain } from './numbers';

/** The letters of the mathematics for the spec's numbers. */
const SYMBOLS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  rho: 'ρ',
  beta1: 'β₁',
  beta2: 'β₂',
  eps: 'ε',
  kappa: 'κ',
};

export const symbol = (name: string): string =>
  Object.hasOwn(SYMBOLS, name) ? (SYMBOLS[name] as string) : name;

const WORDS: Readonly<Record<string, string>> = {
  alpha: 'step',
  rho: 'radius',
  beta: 'momentum',
  beta1: 'decay',
  beta2: 'decay',
  eps: 'floor',
};

/** What an optimizer's number is, in a word. */
export const numberWord = (name: string): string =>
  Object.hasOwn(WORDS, name) ? (WORDS[name] as string) : name;

/** The optimizer's short name: its rule, and its momentum where it has one. */
const shortName = ({ rule, momentum }: Optimizer): string =>
  momentum === 'none' ? rule : `${rule} ${momentum}`;

const numbers = (optimizer: Optimizer): [string, number][] =>
  Object.entries(optimizer).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );

/** "α = 0.16, ρ = 0.2" */
export const settings = (optimizer: Optimizer): string =>
  numbers(optimizer)
    .map(([name, value]) => `${symbol(name)} = ${plain(value)}`)
    .join(', ');

/**
 * A name for every optimizer that tells it from all others: the rule alone where it occurs once,
 * else with the numbers that differ ("gd α=0.249").
 */
export function labels(optimizers: readonly Optimizer[]): string[] {
  const names = optimizers.map((optimizer) => {
    const name = shortName(optimizer);
    const namesakes = optimizers.filter((other) => shortName(other) === name);
    if (namesakes.length === 1) return name;
    const differing = numbers(optimizer).filter(([key, value]) =>
      namesakes.some((other) => Object.entries(other).some(([k, v]) => k === key && v !== value)),
    );
    return [name, ...differing.map(([key, value]) => `${symbol(key)}=${plain(value)}`)].join(' ');
  });
  // The very same one again: by its place among them.
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} #${before + 1}`;
  });
}
