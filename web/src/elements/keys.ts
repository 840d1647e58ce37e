/** What a key asks of the whole page; null for all keys that are someone else's. */
export function pageKey(event: KeyboardEvent): 'help' | 'undo' | 'redo' | null {
  if (typesText(event.target)) return null;
  if (event.key === '?') return 'help';
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) return 'redo';
  return key === 'z' ? 'undo' : null;
}

/** Fields with text have a question mark and an undo of their own. */
const typesText = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('textarea, input:not([type=range], [type=radio])');
