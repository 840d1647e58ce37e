import { type EngineClient, GivenUpError, RefusedError } from '../engine/client';
import type { Turns } from '../engine/pace';
import type { Beside } from '../generated/types';
import { costsOf } from '../state/cost';
import { isNetwork, objectiveName } from '../state/experiment';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import type { ExportWish } from '../state/wish';
import { experimentWords } from '../words/experiment';
import { count } from '../words/numbers';
import { collect } from './collect';
import { type Caption, captionText, type Format, type Head, MEDIA_TYPES } from './head';
import { networkFile } from './network-file';
import { fingerprintsOf, rowsOf } from './rows';
import { fileName, save } from './save';
import { type Form, snippet } from './snippets';

/** Files of more rows than this would not be opened by anything; the terminal writes them to disk. */
export const MOST_ROWS = 5_000_000;

type SnippetWish = Extract<ExportWish, { kind: 'copy-snippet' }>;

/** Milliseconds of work on the page's thread between two breaths. */
const SLICE = 8;

/** Sees to it that what is to leave the page leaves it: files and links, each with its caption. */
export class ExportClerk {
  private under: AbortController | null = null;

  constructor(
    private readonly store: Store,
    private readonly desk: Pick<EngineClient, 'ask'>,
  ) {}

  async fulfil(wish: ExportWish): Promise<void> {
    this.under?.abort();
    if (wish.kind === 'cancel-export') return;
    const stop = new AbortController();
    this.under = stop;
    try {
      this.say(await this.done(wish, stop.signal), false);
    } catch (thrown) {
      if (this.under !== stop) return;
      if (thrown instanceof GivenUpError) {
        this.say('Cancelled: nothing was saved.', false);
        return;
      }
      this.say(`Not exported: ${thrown instanceof Error ? thrown.message : thrown}.`, false);
      if (!(thrown instanceof RefusedError)) throw thrown;
    } finally {
      if (this.under === stop) this.under = null;
    }
  }

  private say(text: string, busy: boolean): void {
    this.store.dispatch({ kind: 'exporting', exporting: { text, busy } });
  }

  /** Does what is asked, and says in words what was done. */
  private async done(
    wish: Exclude<ExportWish, { kind: 'cancel-export' }>,
    signal: AbortSignal,
  ): Promise<string> {
    const { state } = this.store;
    switch (wish.kind) {
      case 'copy-snippet':
        return this.copied(state, wish);
      case 'export-picture': {
        this.say('Drawing …', false);
        const file = await wish.draw(await this.caption(state));
        return saved(file, fileName(subjectOf(state), wish.part, wish.format));
      }
      case 'export-spectra': {
        if (!state.spectra) return 'Not exported: no spectrum was looked at.';
        const { spectraFile } = await import('./spectra-file');
        const caption = await this.caption(state);
        const head = headOf(state, caption);
        const file = spectraFile(head, captionText(caption), wish.format, state.spectra);
        return saved(file, fileName(subjectOf(state), 'spectrum', wish.format));
      }
      case 'export-table': {
        const text = await wish.write(captionText(await this.caption(state)));
        const file = new Blob([text], { type: MEDIA_TYPES.csv });
        return saved(file, fileName(subjectOf(state), wish.part, 'csv'));
      }
      case 'export-runs': {
        const rows = rowsOf(state);
        if (rows > MOST_ROWS)
          return `Not exported: ${count(rows)} rows are more than a file may hold here (${count(MOST_ROWS)}); “npx eigensieve run --json --trajectory” prints them.`;
        const file = await this.runs(state, wish.format, signal);
        return saved(file, fileName(subjectOf(state), 'runs', wish.format));
      }
      default:
        return wish satisfies never;
    }
  }

  /** Runs of a landscape are made again by the engine, with every iterate; a training is written as it is. */
  private async runs(state: State, format: Format, signal: AbortSignal): Promise<Blob> {
    const caption = await this.caption(state);
    const head = headOf(state, caption);
    const text = captionText(caption);
    const all = count(rowsOf(state));
    const onRows = (rows: number): void => this.say(`${count(rows)} of ${all} rows …`, true);
    onRows(0);
    if (isNetwork(head.spec)) {
      const costs = state.catalogue ? costsOf(head.spec, state.catalogue) : [];
      const pieces = networkFile(head, text, format, state.training.runs, costs);
      return collect(pieces, MEDIA_TYPES[format], new PagePace(signal), onRows);
    }
    const { file } = await this.desk.ask(
      { kind: 'export', head, caption: text, format },
      { signal, onProgress: (news) => news.kind === 'exported' && onRows(news.rows) },
    );
    return file;
  }

  /** Puts what shows the experiment elsewhere onto the clipboard. */
  private async copied(state: State, { form, fingerprints }: SnippetWish): Promise<string> {
    const { words, link, proof } = await this.caption(state);
    if (!link.includes('#'))
      return 'Not copied: these settings are too long for a link. The JSON file holds them.';
    const text = snippet(form, { address: fingerprints ? proof : link, words });
    const without =
      fingerprints && proof === link ? ', without fingerprints: not all runs have ended' : '';
    try {
      await navigator.clipboard.writeText(text);
      return `The ${COPIED[form]} is copied${without}.`;
    } catch {
      return `The browser did not let the ${COPIED[form]} be copied: ${text}`;
    }
  }

  private async caption(state: State): Promise<Caption> {
    if (!state.experiment) throw new GivenUpError('aborted');
    return {
      words: experimentWords(state.experiment.spec),
      link: await this.link(state, false),
      proof: await this.link(state, true),
    };
  }

  /** The address that shows the experiment; a spec too large for a link has none but the page's own. */
  private async link(state: State, fingerprints: boolean): Promise<string> {
    if (!state.experiment) throw new GivenUpError('aborted');
    const { spec } = state.experiment;
    const fp = fingerprints ? fingerprintsOf(state) : [];
    const beside: Beside = {
      ...state.experiment.beside,
      fp,
      engine: fp.length > 0 ? (state.catalogue?.engine ?? null) : null,
    };
    const page = location.href.replace(/#.*$/, '');
    try {
      const { link } = await this.desk.ask({ kind: 'print', spec, beside, views: [] });
      return page + link;
    } catch (thrown) {
      if (thrown instanceof RefusedError && thrown.specError.code === 'link_too_long') return page;
      throw thrown;
    }
  }
}

/** Slices of the page's own thread; the browser draws and listens between them. */
class PagePace implements Turns {
  private began = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  sliceIsOver = (): boolean => performance.now() - this.began > SLICE;

  async breathe(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    if (this.signal.aborted) throw new GivenUpError('aborted');
    this.began = performance.now();
  }
}

function headOf({ experiment, catalogue, facts }: State, caption: Caption): Head {
  if (!experiment || !catalogue) throw new GivenUpError('aborted');
  const { spec, beside } = experiment;
  const { scale, at, select, lambda } = beside;
  return {
    caption: caption.words,
    link: caption.link,
    spec,
    beside: { scale, at, select, lambda },
    engine: catalogue.engine,
    hypotheses: facts?.hypotheses ?? null,
  };
}

const subjectOf = ({ experiment }: State): string => {
  if (!experiment) return '';
  return experiment.spec.objective.kind === 'expr'
    ? 'own function'
    : objectiveName(experiment.spec);
};

function saved(file: Blob, name: string): string {
  save(file, name);
  return `Saved ${name} (${size(file.size)}).`;
}

const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const COPIED: Readonly<Record<Form, string>> = {
  link: 'link',
  markdown: 'Markdown',
  iframe: 'iframe',
  element: 'element',
};
