/** Why a figure stays a still, in a sentence for its reader. */
export function whyStill(thrown: unknown): string {
  if (typeof WebAssembly === 'undefined')
    return 'This is a still of the figure: it computes with WebAssembly, which this browser lacks or has switched off.';
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'CompileError' || name === 'EvalError' || name === 'SecurityError')
    return 'This is a still of the figure: it computes with WebAssembly, which the page around it does not allow.';
  return 'This is a still of the figure: what computes it could not be loaded.';
}
