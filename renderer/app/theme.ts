/**
 * Mantine's theme: only what its components need to look like ours. Colours come from `ui/tokens.css` through CSS
 * variables; the palette here is Mantine's fallback.
 */
import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

const assay: MantineColorsTuple = [
  '#e9f4f2',
  '#d3e7e4',
  '#a6d0ca',
  '#76b8ae',
  '#4fa397',
  '#379588',
  '#0e6a61',
  '#0c5c54',
  '#0a4d46',
  '#073d38',
];

export const theme = createTheme({
  colors: { assay },
  primaryColor: 'assay',
  primaryShade: 6,
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font-sans)', fontWeight: '620' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontSizes: {
    xs: 'var(--text-xs)',
    sm: 'var(--text-m)',
    md: 'var(--text-m)',
    lg: 'var(--text-l)',
    xl: 'var(--text-title)',
  },
  shadows: { sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        transitionProps: { duration: 80 },
        position: 'right',
        withArrow: false,
      },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 100 },
        overlayProps: { color: 'var(--scrim)', opacity: 1 },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
  },
});
