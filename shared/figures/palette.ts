/**
 * The colours of figures: for files in a light, a dark and a printed look, and for the screen as CSS variables, so that
 * a figure changes its theme with everything else. Invariant: light and dark are the values of `renderer/ui/tokens.css`
 * (a test there holds it); texts reach 4.5:1 on `surface`.
 */
import type { Paint } from './scene.ts';

export type Palette = Readonly<Record<Paint, string>>;

export const lightPalette: Palette = {
  surface: '#fffefc',
  sunk: '#efece6',
  line: '#e3dfd6',
  lineStrong: '#cfcabf',
  ink: '#1d1b18',
  ink2: '#524e47',
  ink3: '#68635a',
  accent: '#0e6a61',
  good: '#26704a',
  warn: '#8a5200',
  bad: '#b0332a',
  quiet: '#68635a',
  heat: '#6440b8',
};

export const darkPalette: Palette = {
  surface: '#1d1d1a',
  sunk: '#24231f',
  line: '#302f2a',
  lineStrong: '#45433c',
  ink: '#eceae4',
  ink2: '#bdb9af',
  ink3: '#9c978c',
  accent: '#5cc4b5',
  good: '#74c793',
  warn: '#e4a951',
  bad: '#f28b7f',
  quiet: '#9c978c',
  heat: '#b8a1f3',
};

/** White paper, darker greys: hairlines survive a laser printer. */
export const printPalette: Palette = {
  ...lightPalette,
  surface: '#ffffff',
  sunk: '#f1f1f1',
  line: '#d8d8d8',
  lineStrong: '#b4b4b4',
  ink: '#000000',
  ink2: '#333333',
  ink3: '#555555',
  quiet: '#555555',
};

/** Follows the theme of the page. */
export const screenPalette: Palette = {
  surface: 'var(--surface)',
  sunk: 'var(--sunk)',
  line: 'var(--line)',
  lineStrong: 'var(--line-strong)',
  ink: 'var(--ink)',
  ink2: 'var(--ink-2)',
  ink3: 'var(--ink-3)',
  accent: 'var(--accent)',
  good: 'var(--good)',
  warn: 'var(--warn)',
  bad: 'var(--bad)',
  quiet: 'var(--quiet)',
  heat: 'var(--tone-policy)',
};
