import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { darkPalette, lightPalette, screenPalette } from '../../shared/figures/palette.ts';
import { paints } from '../../shared/figures/scene.ts';

/** Variables of both themes as `tokens.css` has them, those that name another followed. */
function readTokens(theme: 'light' | 'dark'): (name: string) => string {
  const css = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');
  const held = new Map<string, string>();
  for (const [, head = '', body = ''] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    const isOther = head.includes(`'${theme === 'light' ? 'dark' : 'light'}'`);
    if (isOther && !head.includes(`'${theme}'`) && !(theme === 'dark' && head.includes(':root'))) continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) held.set(name, value);
  }
  const valueOf = (name: string): string => {
    const value = held.get(name) ?? '';
    const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    return other === undefined ? value : valueOf(other);
  };
  return valueOf;
}

describe('figures in files', () => {
  it('have the colours of the screen, in both themes', () => {
    for (const [theme, palette] of [
      ['light', lightPalette],
      ['dark', darkPalette],
    ] as const) {
      const valueOf = readTokens(theme);
      for (const paint of paints) {
        const name = /^var\((.+)\)$/.exec(screenPalette[paint])?.[1] ?? '';
        expect(`${paint} ${palette[paint]}`).toBe(`${paint} ${valueOf(name)}`);
      }
    }
  });
});
