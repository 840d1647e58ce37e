/** How long a blob stays for the browser to take it over, in milliseconds. */
const KEPT = 60_000;

/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

/** A file's name: what it shows, in letters that every system takes. */
export function fileName(subject: string, part: string, extension: string): string {
  const words = [subject, part]
    .map((text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-'))
    .map((text) => text.replace(/^-+|-+$/g, '').slice(0, 40))
    .filter((text) => text !== '');
  return `${['eigensieve', ...words].join('-')}.${extension}`;
}
