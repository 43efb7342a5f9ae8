/**
 * What the option under the pointer means, beside the scorecard: it covers no question, moves nothing, and can itself
 * be pointed at. Escape puts it away. By key the same words stand in the question's own block.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { OptionGuide, findTaxonomy } from './guide.tsx';
import type { OptionActs } from './option-list.tsx';
import classes from './guide.module.css';

const OPEN_AFTER_MS = 350;
const CLOSE_AFTER_MS = 160;
const MARGIN_PX = 10;

export interface Pointed {
  question: string;
  option: string;
  at: Element;
}

export interface Pointing {
  pointed: Pointed | null;
  point: OptionActs['point'];
  /** The pointer is on the card itself. */
  hold: () => void;
  close: () => void;
  /** The pointer left the card. */
  release: () => void;
}

/** Which option is pointed at, after a rest: a pointer that only passes by opens nothing. */
export function usePointing(): Pointing {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isOpen = useRef(false);
  const later = useCallback((ms: number, next: Pointed | null): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      isOpen.current = next !== null;
      setPointed(next);
    }, ms);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(
    () => ({
      pointed,
      point: (question, option, at) => {
        if (at === null) later(CLOSE_AFTER_MS, null);
        else later(isOpen.current ? CLOSE_AFTER_MS : OPEN_AFTER_MS, { question, option, at });
      },
      hold: () => clearTimeout(timer.current),
      release: () => later(CLOSE_AFTER_MS, null),
      close: () => later(0, null),
    }),
    [pointed, later],
  );
}

function placeBeside(card: HTMLElement, at: Element): void {
  const option = at.getBoundingClientRect();
  const scorecard = (at.closest('section') ?? at).getBoundingClientRect();
  const top = Math.min(option.top - MARGIN_PX, window.innerHeight - card.offsetHeight - MARGIN_PX);
  card.style.top = `${Math.max(MARGIN_PX, top)}px`;
  card.style.right = `${window.innerWidth - scorecard.left + MARGIN_PX}px`;
}

export function PointedCard({
  pointing,
  card: of,
  taxonomies,
}: {
  pointing: Pointing;
  card: Scorecard;
  taxonomies: readonly Taxonomy[];
}): ReactNode {
  const { pointed, close, hold, release } = pointing;
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (card.current !== null && pointed !== null) placeBeside(card.current, pointed.at);
  }, [pointed]);
  useEffect(() => {
    if (pointed === null) return undefined;
    const onKey = (): void => close();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pointed, close]);
  const question = of.questions.find((one) => one.id === pointed?.question);
  if (question === undefined || !isChoice(question)) return null;
  const option = question.options.find((one) => one.id === pointed?.option);
  const taxonomy = findTaxonomy(taxonomies, question);
  const isClass = taxonomy?.classes.some((one) => one.id === option?.id) === true;
  if (option === undefined || (!isClass && option.definition === undefined)) return null;
  return (
    <div ref={card} className={classes.card} role="tooltip" onPointerEnter={hold} onPointerLeave={release}>
      <OptionGuide option={option} taxonomy={taxonomy} />
    </div>
  );
}
