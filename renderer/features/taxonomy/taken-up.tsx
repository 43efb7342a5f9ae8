/**
 * Which open proposals and asked changes a publication answers: ticked by the owner, remembered on this device until it is
 * published. Never content: ids alone.
 */
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { useRemembered } from '../../lib/remembered.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import { operationInWords, tellFrom } from './taxonomy-words.ts';
import controls from './controls.module.css';

const held = z.strictObject({ proposals: z.array(z.string()), notCases: z.array(z.string()) });
type Held = z.infer<typeof held>;
const NONE: Held = { proposals: [], notCases: [] };

export interface TakenUpState {
  proposalIds: string[];
  hasCase: (of: CaseRef) => boolean;
  hasProposal: (id: string) => boolean;
  setProposal: (id: string, isTaken: boolean) => void;
  setCase: (of: CaseRef, isTaken: boolean) => void;
  forget: () => void;
}

const without = (all: readonly string[], one: string): string[] => all.filter((other) => other !== one);

/** Asked changes count as answered unless the owner says not; proposals only when taken up. */
export function useTakenUp(view: TaxonomyView): TakenUpState {
  const [now, set] = useRemembered(
    `taxonomy-taken-${view.id}`,
    NONE,
    (value) => held.safeParse(value).data ?? null,
  );
  const open = view.proposals.filter((one) => one.outcome === null).map((one) => one.proposalId);
  return {
    proposalIds: open.filter((id) => now.proposals.includes(id)),
    hasCase: (of) => !now.notCases.includes(caseKey(of)),
    hasProposal: (id) => now.proposals.includes(id),
    setProposal: (id, isTaken) =>
      set({ ...now, proposals: [...without(now.proposals, id), ...(isTaken ? [id] : [])] }),
    setCase: (of, isTaken) =>
      set({ ...now, notCases: [...without(now.notCases, caseKey(of)), ...(isTaken ? [] : [caseKey(of)])] }),
    forget: useCallback(() => set(NONE), [set]),
  };
}

export function TakenUp({ view, taken }: { view: TaxonomyView; taken: TakenUpState }): ReactNode {
  const open = view.proposals.filter((one) => one.outcome === null);
  if (open.length === 0 && view.asked.length === 0) return null;
  return (
    <fieldset className={controls.tickList}>
      <legend>It answers</legend>
      {open.map((one) => (
        <label key={one.proposalId}>
          <input
            type="checkbox"
            checked={taken.hasProposal(one.proposalId)}
            onChange={(event) => taken.setProposal(one.proposalId, event.target.checked)}
          />
          <span>
            proposal of {one.by}: {operationInWords(one.operation, tellFrom(view, one.classes))}
          </span>
        </label>
      ))}
      {view.asked.map((one) => (
        <label key={caseKey(one.case)}>
          <input
            type="checkbox"
            checked={taken.hasCase(one.case)}
            onChange={(event) => taken.setCase(one.case, event.target.checked)}
          />
          <span>
            asked at “{one.title}”, ruled “{one.optionTitle}”
          </span>
        </label>
      ))}
    </fieldset>
  );
}
