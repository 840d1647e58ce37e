import { looksLikeTable } from '../state/own-data';
import type { Wish } from '../state/wish';
import { looksLikeLink } from './looks-like-link';

/** Marks the page while a file hovers over it. */
const HOVERING = 'receiving';

/** Files dropped anywhere on the page, and experiments or links pasted into it, become wishes. */
export function receive(page: Window, fulfil: (wish: Wish) => void): void {
  const mark = page.document.documentElement.classList;
  page.addEventListener('dragover', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    mark.add(HOVERING);
  });
  page.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark.remove(HOVERING);
  });
  page.addEventListener('drop', (event) => {
    mark.remove(HOVERING);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    fulfil({ kind: 'import', file, name: file.name });
  });
  page.addEventListener('paste', (event) => {
    // What is pasted into a field belongs to the field.
    if ((event.target as Element).closest?.('input, textarea, select, [contenteditable]')) return;
    const file = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (file) fulfil({ kind: 'import', file, name: file.name });
    else if (looksLikeLink(text)) fulfil({ kind: 'open', link: text.slice(text.indexOf('#')) });
    else if (looksLikeTable(text))
      fulfil({ kind: 'import-table', file: new Blob([text]), name: '' });
    else if (text !== '') fulfil({ kind: 'import', file: new Blob([text]), name: PASTED });
  });
}

const PASTED = 'The pasted text';

const holdsFile = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;
