/** Evidence of the item in hand: the flow of evidence-flow.ts with the acts of evidence-acts.ts. */
import { useState } from 'react';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { beginSpan, changeByWord, chooseInFlow, selectSentence } from './evidence-acts.ts';
import type { EvidenceScope } from './evidence-acts.ts';
import { IDLE } from './evidence-flow.ts';
import type { EvidenceFlow } from './evidence-flow.ts';
import { goToSpan, reclassSpan, relinkSpan, removeOne, stepSpan } from './span-acts.ts';
import type { HeldForm } from './use-item-form.ts';
import type { Edge } from './words.ts';

export interface EvidenceOptions extends Pick<
  EvidenceScope,
  'findBench' | 'findOutput' | 'focusedPassage' | 'focusPassage' | 'chosenSpan' | 'chooseSpan' | 'announce'
> {
  trace: Trace | undefined;
  taxonomy: Taxonomy | null;
  /** Null when the scorecard has no question for spans. */
  question: string | null;
  held: HeldForm | null;
}

export interface Evidence {
  flow: EvidenceFlow;
  begin: () => void;
  choose: (number: number) => void;
  close: () => void;
  /** These act on the span given, else on the chosen or only one. */
  reclass: (span?: EvidenceSpan) => void;
  relink: (span?: EvidenceSpan) => void;
  remove: (span?: EvidenceSpan) => void;
  /** Chooses a span without saying so. */
  select: (span: EvidenceSpan) => void;
  goTo: (span: EvidenceSpan) => void;
  stepSpan: (step: 1 | -1) => void;
  stepSentence: (step: 1 | -1) => void;
  stepWord: (edge: Edge, step: 1 | -1) => void;
}

function scopeOf(
  options: EvidenceOptions,
  flow: EvidenceFlow,
  setFlow: (flow: EvidenceFlow) => void,
): EvidenceScope | null {
  const { trace, taxonomy, question, held } = options;
  if (trace === undefined || taxonomy === null || question === null || held === null) return null;
  return { ...options, trace, taxonomy, question, held, flow, setFlow };
}

export function useEvidence(options: EvidenceOptions): Evidence {
  const { trace } = options;
  // A flow belongs to the trace that it was begun on; with the next one it is over.
  const [begun, setBegun] = useState<{ on: Trace | undefined; flow: EvidenceFlow }>({
    on: undefined,
    flow: IDLE,
  });
  const flow = begun.on === trace ? begun.flow : IDLE;
  const setFlow = (next: EvidenceFlow): void => setBegun({ on: trace, flow: next });
  const scope = scopeOf(options, flow, setFlow);
  const when =
    <A extends unknown[]>(act: (scope: EvidenceScope, ...rest: A) => void) =>
    (...rest: A): void => {
      if (scope !== null) act(scope, ...rest);
    };
  return {
    flow,
    begin: when(beginSpan),
    choose: when(chooseInFlow),
    close: () => setFlow(IDLE),
    reclass: when(reclassSpan),
    relink: when(relinkSpan),
    remove: when(removeOne),
    select: when((of: EvidenceScope, span: EvidenceSpan) => of.chooseSpan(span.id)),
    goTo: when(goToSpan),
    stepSpan: when(stepSpan),
    stepSentence: when(selectSentence),
    stepWord: when(changeByWord),
  };
}
