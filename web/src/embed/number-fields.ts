import { html, nothing, type TemplateResult } from 'lit';
import type { Slider } from '../elements/es-number';
import type { NumberChange } from '../elements/page-element';
import { sliderFor } from '../elements/slider';
import { swatch } from '../elements/swatch';
import type { Catalogue, Optimizer, Spec } from '../generated/types';
import { numbersFor } from '../state/edits';
import { fieldName, type Path } from '../state/patch';
import type { Look } from '../state/select';
import type { State } from '../state/state';
import { type Tick, ticksOf } from '../state/ticks';
import { numberWord, symbol } from '../words/names';

/** A number of the experiment that a reader may set. */
interface Field {
  readonly name: string;
  readonly path: Path;
  /** Whose it is, where several have one of this name. */
  readonly look: Look | null;
  readonly optimizer: number | null;
  readonly label: string;
  readonly value: number;
  readonly home: number | null;
  readonly slider: Slider | null;
}

/** Every number with a slider: the function's parameters, then each optimizer's. */
export function fieldsOf(state: State, looks: readonly Look[]): Field[] {
  const { experiment, catalogue } = state;
  if (!experiment || !catalogue) return [];
  const { spec } = experiment;
  const own = spec.optimizers.flatMap((optimizer, i) =>
    numbersFor(catalogue, optimizer.rule, optimizer.momentum).map((name) =>
      optimizerField(catalogue, optimizer, i, name, looks[i] ?? null),
    ),
  );
  return [...parameterFields(catalogue, spec), ...own];
}

function optimizerField(
  catalogue: Catalogue,
  optimizer: Optimizer,
  i: number,
  name: string,
  look: Look | null,
): Field {
  const value = Number(Object.entries(optimizer).find(([key]) => key === name)?.[1] ?? 0);
  const range = catalogue.ranges[name];
  return {
    name,
    path: ['optimizers', i, name],
    look,
    optimizer: i,
    label: numberWord(name),
    value,
    home: range?.default ?? null,
    slider: sliderFor(name, range, value),
  };
}

function parameterFields(catalogue: Catalogue, { objective }: Spec): Field[] {
  if (objective.kind !== 'function') return [];
  const entries = catalogue.functions.find((f) => f.name === objective.name)?.params ?? [];
  return entries.map(({ name, slider: [low, high], default: home }) => {
    const value = Number(objective.params[name] ?? home);
    const [min, max] = [Math.min(low, value), Math.max(high, value)];
    return {
      name,
      path: ['objective', 'params', name],
      look: null,
      optimizer: null,
      label: '',
      value,
      home,
      slider: { min, max, log: false, integer: false },
    };
  });
}

/** The fields: the function's, then each optimizer's under its line and name. */
export function numberFields(
  state: State,
  fields: readonly Field[],
  sets: (path: Path) => (change: CustomEvent<NumberChange>) => void,
): TemplateResult[] {
  const owners = [...new Set(fields.map(({ optimizer }) => optimizer))];
  return owners.map((owner) => {
    const own = fields.filter(({ optimizer }) => optimizer === owner);
    const look = own[0]?.look;
    const ticks = ticksFor(state, owner, look?.name ?? '');
    return html`<div>
      ${look ? html`<p class="whose">${swatch(look)} ${look.name}</p>` : nothing}
      ${own.map(
        ({ name, path, label, value, home, slider }) => html`<es-number
          .label=${label}
          .symbol=${symbol(name)}
          .owner=${look?.name ?? ''}
          .value=${value}
          .home=${home}
          .slider=${slider}
          .ticks=${ticks?.get(name) ?? NO_TICKS}
          .error=${state.fieldErrors[fieldName(path)]}
          @number=${sets(path)}
        ></es-number>`,
      )}
    </div>`;
  });
}

const NO_TICKS: readonly Tick[] = [];

/** Values of an optimizer's numbers at which its filter begins or ceases to block a point. */
function ticksFor(
  { critical, experiment }: State,
  optimizer: number | null,
  name: string,
): ReturnType<typeof ticksOf> | null {
  if (!critical || optimizer === null) return null;
  const [x0, x1] = experiment?.spec.window ?? [-1, 1];
  const switches = critical.sifting.switches[optimizer] ?? [];
  return ticksOf(name, switches, critical.found.points, Math.abs(x1 - x0));
}
