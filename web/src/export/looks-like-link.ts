/** Whether a text is a link of the page, with or without its address: those are opened as links. */
export const looksLikeLink = (text: string): boolean =>
  /^(https?:[^\s#]*)?#v=\d+&\S*$/.test(text.trim());
