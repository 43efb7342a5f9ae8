/**
 * After the draw: what was registered before it, as it is frozen. Must not know results. Invariant: it reads the plan of
 * the audit, never the form.
 */
import type { ReactNode } from 'react';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import { digestOf } from '../../../shared/domain/canonical.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { Digest } from '../../ui/digest.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { percentText } from '../../ui/figure-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import {
  claimInWords,
  questionTitleOf,
  rateTitleOf,
  secondLookInWords,
  stopRuleInWords,
} from './registration-words.ts';
import auditClasses from './audit-step.module.css';
import classes from './plan.module.css';

function factsOf(plan: AuditPlan, card: Scorecard | null): Fact[] {
  const { registration, secondLook, thresholds } = plan;
  return [
    ...(registration === undefined
      ? []
      : [{ name: 'Primary question', value: questionTitleOf(registration.primaryQuestion, card) }]),
    ...thresholds.map(({ question, limit }) => ({
      name: 'Limit',
      value: `${rateTitleOf(question, card)} at most ${percentText(limit)}`,
    })),
    { name: 'Stop rule', value: stopRuleInWords(registration?.stopRule ?? { kind: 'fixed' }) },
    ...(secondLook === undefined ? [] : [{ name: 'Second look', value: secondLookInWords(secondLook) }]),
  ];
}

export function Registered({ plan }: { plan: AuditPlan }): ReactNode {
  const card = findScorecard(plan.scorecard, useCatalogue());
  const hypotheses = plan.registration?.hypotheses ?? [];
  return (
    <Panel title="What was registered" aside="frozen in the ledger before the draw">
      <Facts
        facts={[
          ...factsOf(plan, card),
          { name: 'Plan', value: <Digest value={digestOf(plan)} label="digest of the plan" /> },
        ]}
      />
      {hypotheses.length > 0 && (
        <>
          <h3 className={auditClasses.registeredHead}>Hypotheses</h3>
          <ol className={auditClasses.registeredList}>
            {hypotheses.map(({ statement, claim }) => {
              const words = claimInWords(claim, card);
              return (
                <li key={`${statement} ${words}`}>
                  {statement}
                  {statement !== words && <p className={classes.quiet}>{words}</p>}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Panel>
  );
}
