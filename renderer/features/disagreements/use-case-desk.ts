/** Everything that one case holds and does: what is read, the draft, the place in the worklist, the acts and their keys. */
import { useEffect, useRef, useState } from 'react';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { setDraftStatus } from '../../lib/draft-status.ts';
import { newUuid } from '../../lib/uuid.ts';
import { focusHeading } from './case-header.tsx';
import { useCase, useRows, useWorklist } from './case-queries.ts';
import { setCursor, useDesk } from './desk-store.ts';
import { useCaseDraft } from './draft-store.ts';
import { useReopen } from './last-ruled.tsx';
import { draftFrom, isBegun, openQuestion, withoutRuling } from './ruling-draft.ts';
import type { NoticeActs } from './ruling-notices.tsx';
import type { RulingPanelProps } from './ruling-panel.tsx';
import { useCaseCommands } from './use-case-commands.ts';
import type { CaseFields } from './use-case-commands.ts';
import { useCaseView } from './use-case-view.ts';
import { useRuling } from './use-ruling.ts';

export interface CaseDeskOptions {
  of: CaseRef;
  onGo: (to: CaseRef) => void;
  onLeave: () => void;
}

/** Where a case stands in the worklist as far as it is known, and the one before it. */
function usePlace(of: CaseRef): { at: number | null; total: number; previous: CaseRef | null } {
  const { filter, at } = useDesk();
  const list = useWorklist(filter);
  const rowAt = useRows(filter, Math.max(0, at - 2), at + 2);
  const key = caseKey(of);
  const near = [at, at + 1, at - 1, at + 2, at - 2];
  const found = near.find((place) => {
    const row = place < 0 ? undefined : rowAt(place);
    return row !== undefined && caseKey(row.case) === key;
  });
  useEffect(() => {
    if (found !== undefined) setCursor(found);
  }, [found]);
  const before = found === undefined || found === 0 ? undefined : rowAt(found - 1);
  return { at: found ?? null, total: list.data?.total ?? 0, previous: before?.case ?? null };
}

function useCaseFields(isAppealing: boolean): CaseFields {
  const rationale = useRef<HTMLTextAreaElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const appeal = useRef<HTMLTextAreaElement>(null);
  // A field that opens takes the cursor.
  useEffect(() => {
    if (isAppealing) appeal.current?.focus();
  }, [isAppealing]);
  return { rationale, comment, appeal };
}

/** From case to case, and what was said on the way for those who hear it. */
function useWays({ of, onGo, onLeave }: CaseDeskOptions, next: CaseRef | null) {
  const [said, say] = useState('');
  const { at, total, previous } = usePlace(of);
  return {
    said,
    at,
    total,
    previous,
    onNext: (): void => (next === null ? say('There is no case after this one.') : onGo(next)),
    onPrevious: (): void => (previous === null ? say('There is no case before this one.') : onGo(previous)),
    onRuled: (words: string, after: CaseRef | null): void => {
      say(`${words} ${after === null ? 'That was the last case.' : 'Next case.'}`);
      if (after === null) onLeave();
      else onGo(after);
    },
  };
}

type Shown = Pick<RulingPanelProps, 'change' | 'changeView' | 'ruling' | 'onNext'>;

/** What a ruling that stands, or two of them, can be answered with. */
function noticeActsOf({ change, changeView, ruling, onNext }: Shown): NoticeActs {
  return {
    onTake: (from) => {
      change((now) => draftFrom(now, from));
      changeView({ isRulingAgain: true });
    },
    onConfirm: ruling.confirm,
    onKeep: () => {
      change((now) => withoutRuling(now, newUuid));
      changeView({ isRulingAgain: false, missed: null, question: null });
      focusHeading();
    },
    onLeaveBoth: () => {
      changeView({ isLeft: true });
      onNext();
    },
  };
}

export function useCaseDesk(options: CaseDeskOptions) {
  const { of, onLeave } = options;
  const { filter, showsNames } = useDesk();
  const query = useCase(of, filter, showsNames);
  const held = query.data;
  const next = held?.nextCase ?? null;
  const [draft, change] = useCaseDraft(of);
  const [view, changeView] = useCaseView(caseKey(of));
  const [isRaw, setRaw] = useState(false);
  const ways = useWays(options, next);
  const fields = useCaseFields(view.isAppealing);
  useEffect(() => () => setDraftStatus('none'), []);
  const { onNext, onPrevious, onRuled } = ways;
  const ruling = useRuling({
    of,
    held,
    draft,
    filter,
    onRuled,
    onMissed: (missed) => changeView({ missed }),
    onAppealed: () => changeView({ isAppealing: false }),
  });
  const onReopen = useReopen(of, options.onGo);
  const question = view.question ?? openQuestion(draft);
  const hasStanding = held?.rulings.some((one) => one.standing === 'stands') === true;
  const isFormShown = held?.mayRule === true && (!hasStanding || view.isRulingAgain || isBegun(draft));
  const onRaw = (): void => setRaw((was) => !was);
  const shown = {
    held,
    draft,
    change,
    view,
    question,
    changeView,
    isFormShown,
    ruling,
    fields,
    onNext,
    onRaw,
    onReopen,
  };
  const noticeActs = noticeActsOf(shown);
  useCaseCommands({ ...shown, of, noticeActs, onPrevious, onLeave });
  return { ...shown, ...ways, query, next, isRaw, noticeActs, showsNames };
}
