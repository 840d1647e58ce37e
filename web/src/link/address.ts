/** The address bar and nothing else: what a link means is the engine's business. */
export class Address {
  private shown: string;

  constructor(private readonly onVisit: (link: string) => void) {
    this.shown = location.hash;
    const visit = (): void => {
      if (location.hash === this.shown) return;
      this.shown = location.hash;
      this.onVisit(location.hash);
    };
    addEventListener('hashchange', visit);
    addEventListener('popstate', visit);
  }

  /** The link the page was opened with; empty if none. */
  get link(): string {
    return location.hash === '#' ? '' : location.hash;
  }

  /** Shows a link: as a new entry of the history, or in place of the present one. */
  show(link: string, how: 'push' | 'replace'): void {
    if (link === this.shown) return;
    this.shown = link;
    if (how === 'push') history.pushState(null, '', link);
    else history.replaceState(null, '', link);
  }
}
