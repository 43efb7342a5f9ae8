/** The people of a group as large tiles; arrows move between them, Enter chooses. */
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Profile } from '../../../shared/contract/profiles.ts';
import { initialsOf, waitingWords } from './person-words.ts';
import classes from './lock.module.css';

export interface PersonTilesProps {
  profiles: readonly Profile[];
  /** The one that was chosen before; else the one who worked here last. */
  focusedId: string | null;
  onChoose: (id: string) => void;
}

function lastHere(profiles: readonly Profile[]): string | undefined {
  const seen = profiles.filter((one) => one.lastOpenedAt !== null);
  return (seen.toSorted((a, b) => b.lastOpenedAt!.localeCompare(a.lastOpenedAt!))[0] ?? profiles[0])?.id;
}

/** The tile that an arrow leads to: beside, or in the row above or below by where tiles stand on screen. */
function neighbour(tiles: HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = tiles.indexOf(from);
  if (key === 'ArrowRight') return tiles[at + 1];
  if (key === 'ArrowLeft') return tiles[at - 1];
  if (key === 'Home') return tiles[0];
  if (key === 'End') return tiles.at(-1);
  const isSameColumn = (one: HTMLElement): boolean => Math.abs(one.offsetLeft - from.offsetLeft) < 8;
  if (key === 'ArrowDown') return tiles.slice(at + 1).find(isSameColumn);
  return key === 'ArrowUp' ? tiles.slice(0, at).findLast(isSameColumn) : undefined;
}

export function PersonTiles({ profiles, focusedId, onChoose }: PersonTilesProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const first = useRef(focusedId ?? lastHere(profiles));
  useEffect(() => {
    list.current?.querySelector<HTMLElement>(`[data-id="${first.current}"]`)?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const tiles = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = event.target instanceof HTMLElement ? neighbour(tiles, event.target, event.key) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <h1 className={classes.title}>Who is working?</h1>
      <p className={classes.lead}>Choose your name. Your PIN opens your own work and nobody else’s.</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble up from the tiles */}
      <ul ref={list} className={classes.tiles} aria-label="People on this computer" onKeyDown={onKeyDown}>
        {profiles.map((one) => (
          <li key={one.id}>
            <button type="button" className={classes.tile} data-id={one.id} onClick={() => onChoose(one.id)}>
              <span className={classes.initials} aria-hidden>
                {initialsOf(one.name)}
              </span>
              <span className={classes.name}>{one.name}</span>
              <span className={classes.waits}>{waitingWords(one)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
