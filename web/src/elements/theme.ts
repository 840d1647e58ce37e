import { html, svg } from 'lit';
import type { Theme } from '../plot/colour';

/** What a person chose; `system` follows the machine. */
export type ThemeChoice = Theme | 'system';

const KEY = 'eigensieve-theme';

/** The only thing the page remembers: links carry everything else. */
export class ThemeSwitch {
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  choice: ThemeChoice;

  constructor(private readonly onChange: (theme: Theme) => void) {
    this.choice = remembered();
    this.system.addEventListener('change', () => this.apply());
    this.apply();
  }

  set(choice: ThemeChoice): void {
    this.choice = choice;
    try {
      if (choice === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage may be closed to the page; the choice then lasts until it is left.
    }
    this.apply();
  }

  private apply(): void {
    const theme = this.choice === 'system' ? (this.system.matches ? 'dark' : 'light') : this.choice;
    document.documentElement.dataset['theme'] = theme;
    this.onChange(theme);
  }
}

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

const PATHS: Readonly<Record<ThemeChoice, string>> = {
  system: 'M10 3a7 7 0 1 0 0 14z M10 3a7 7 0 0 1 0 14',
  light:
    'M10 6a4 4 0 1 0 0 8a4 4 0 0 0 0-8 M10 1v2 M10 17v2 M1 10h2 M17 10h2 M3.6 3.6l1.4 1.4 M15 15l1.4 1.4 M3.6 16.4 5 15 M15 5l1.4-1.4',
  dark: 'M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.500 8.500z',
};

export const themeIcon = (choice: ThemeChoice): unknown =>
  html`<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">${svg`<path d=${PATHS[choice]} />`}</svg>`;
