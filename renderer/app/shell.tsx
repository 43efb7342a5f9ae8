/**
 * The frame of the window: rail, the screen, and the foot that tells the truth about sync and ledger at all times.
 */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Foot } from './foot.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { useFreshQueries } from './fresh-queries.ts';
import classes from './shell.module.css';

export function Shell(): ReactNode {
  useFreshQueries();
  const main = useRef<HTMLElement>(null);
  const place = useRouterState({ select: (state) => state.location.pathname.split('/')[1] });

  // A new screen starts where its content starts, for those who hear it rather than see it.
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [place]);

  return (
    <div className={classes.shell}>
      <a
        className={classes.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <Rail />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Foot />
      <Palette />
      <KeySheet />
    </div>
  );
}
