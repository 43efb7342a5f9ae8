/**
 * The edge under the prompt where it lies above the context. Until someone moves it the prompt is as high as its text,
 * up to a share of the column; moved, it keeps the share it was given.
 */
import { useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { findSize, rememberSize } from './folds.ts';
import classes from './columns.module.css';

const PART = 'prompt-share';
const [LEAST, MOST, START, STEP] = [12, 78, 40, 4] as const;

const clamped = (share: number): number => Math.round(Math.min(MOST, Math.max(LEAST, share)));

/** The prompt's share of the column in per cent; null until someone chose one. */
export function usePromptShare(): [share: number | null, choose: (share: number) => void] {
  const [share, setShare] = useState<number | null>(() => {
    const held = Number.parseInt(findSize(PART) ?? '', 10);
    return Number.isNaN(held) ? null : clamped(held);
  });
  const choose = (next: number): void => {
    setShare(clamped(next));
    rememberSize(PART, `${clamped(next)}%`);
  };
  return [share, choose];
}

function shareUnder(event: PointerEvent<HTMLElement>): number | null {
  const box = event.currentTarget.parentElement?.getBoundingClientRect();
  return box === undefined || box.height === 0 ? null : ((event.clientY - box.top) / box.height) * 100;
}

export function LyingRule({ share, onChange }: { share: number | null; onChange: (share: number) => void }) {
  const [isActive, setActive] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: (share ?? START) - STEP,
      ArrowDown: (share ?? START) + STEP,
      Home: LEAST,
      End: MOST,
    };
    const next = steps[event.key];
    if (next === undefined || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a separator with a value is a control, which no hr can be
      role="separator"
      className={classes.lyingRule}
      aria-orientation="horizontal"
      aria-label="Height of the prompt"
      aria-valuenow={share ?? START}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      data-separator={isActive ? 'active' : undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- moved by key as well
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setActive(true);
      }}
      onPointerMove={(event) => {
        const next = isActive ? shareUnder(event) : null;
        if (next !== null) onChange(next);
      }}
      onPointerUp={() => setActive(false)}
      onPointerCancel={() => setActive(false)}
    />
  );
}
