const sheets = new Map<string, CSSStyleSheet>();

/** Dresses the shadow root around an element in a style sheet that only some figures need. */
export function adopt(element: Element, text: string): void {
  const root = element.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  // Before the figure's own, which has the last word.
  if (!root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
