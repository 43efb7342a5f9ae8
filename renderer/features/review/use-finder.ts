/**
 * The evidence finder of the bench: what is found (use-found.ts) and what a person does with it (finder-acts.ts), around
 * one light. Switched off by the audit's policy or by the person's wish.
 */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Place } from '../../../shared/evidence/found-evidence.ts';
import type { FinderScope } from './finder-acts.ts';
import { chooseDetail, lightAtPoint, lightSelected, stepDetails, stepPassages } from './finder-acts.ts';
import type { FinderBench, FinderLight, FinderMode } from './finder-light.ts';
import { useFound } from './use-found.ts';
import type { FoundOptions } from './use-found.ts';

export interface FinderOptions extends FoundOptions, FinderScope {
  light: FinderLight;
  /** The person's own wish. */
  isWanted: boolean;
  onWanted: (isWanted: boolean) => void;
}

export interface Finder {
  /** For the parts on screen. */
  bench: FinderBench;
  /** After a sentence was selected: lights what supports it. */
  lightSelection: () => void;
  /** A click at a place of the output, in code points. */
  lightAt: (place: Place) => void;
  stepDetail: (by: 1 | -1) => void;
  stepPassage: (by: 1 | -1) => void;
  /** False when nothing was lit. */
  putOut: () => boolean;
  toggle: () => void;
}

function modeOf({ queue, isWanted }: FinderOptions): FinderMode {
  if (queue.audit.plan.blinding.hidesFinder === true) return 'forbidden';
  return isWanted ? 'on' : 'hidden';
}

function toggle({ onWanted, announce }: FinderOptions, mode: FinderMode): void {
  if (mode === 'forbidden') {
    announce('The evidence finder is switched off by the policy of this audit.');
    return;
  }
  onWanted(mode !== 'on');
  announce(mode === 'on' ? 'Evidence finder hidden.' : 'Evidence finder shown.');
}

export function useFinder(options: FinderOptions): Finder {
  const { light } = options;
  const mode = modeOf(options);
  /** Item on which a sentence was selected before anything was found: it is lit when the answer comes. */
  const awaited = useRef<ItemId | null>(null);
  useFound(options, light, mode, (itemId) => {
    if (awaited.current === itemId) lightSelected(options, light);
    awaited.current = null;
  });
  const latest = useRef({ options, mode });
  useLayoutEffect(() => {
    latest.current = { options, mode };
  });
  const bench = useMemo<FinderBench>(
    () => ({
      light,
      choose: (index) => chooseDetail(latest.current.options, light, index),
      putOut: () => light.light(null),
      toggle: () => toggle(latest.current.options, latest.current.mode),
    }),
    [light],
  );
  return {
    bench,
    lightSelection: () => {
      const { found, itemId } = light.read();
      awaited.current = found === null ? itemId : null;
      lightSelected(options, light);
    },
    lightAt: (place) => lightAtPoint(options, light, place),
    stepDetail: (by) => stepDetails(options, light, by),
    stepPassage: (by) => stepPassages(options, light, by),
    putOut: () => {
      const { lit, chosen } = light.read();
      light.light(null);
      awaited.current = null;
      return lit !== null || chosen !== null;
    },
    toggle: () => toggle(options, mode),
  };
}
