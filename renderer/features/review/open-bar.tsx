/** The one bar of numbered choices that is open now: class or link of a span, reason of a skip or flag. */
import type { ReactNode } from 'react';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { ChoiceBar } from './choice-bar.tsx';
import { listSpanClasses, supportChoices } from './evidence-flow.ts';
import type { SupportKind } from './evidence-flow.ts';
import { ReasonBar } from './reason-bar.tsx';
import { flagChoices, skipChoices } from './reason-words.ts';
import type { FlagReason, SkipReason } from './types.ts';
import type { Acts } from './use-acts.ts';
import type { Evidence } from './use-evidence.ts';

export type AskedReason =
  { act: 'skip'; noted: SkipReason | null } | { act: 'flag'; noted: FlagReason | null };

export interface OpenBarProps {
  asked: AskedReason | null;
  setAsked: (asked: AskedReason | null) => void;
  acts: Acts;
  evidence: Evidence;
  taxonomy: Taxonomy | null;
  hasPassages: boolean;
}

function AskedBar({
  asked,
  setAsked,
  acts,
}: Pick<OpenBarProps, 'setAsked' | 'acts'> & { asked: AskedReason }) {
  const close = (): void => setAsked(null);
  if (asked.act === 'skip') {
    return (
      <ReasonBar
        title="Why is this item skipped?"
        choices={skipChoices}
        noted={asked.noted}
        onNote={(noted) => setAsked({ act: 'skip', noted })}
        onDone={(reason, note) => {
          close();
          acts.skip(reason, note);
        }}
        onClose={close}
      />
    );
  }
  return (
    <ReasonBar
      title="Flag to the owner as"
      choices={flagChoices}
      noted={asked.noted}
      onNote={(noted) => setAsked({ act: 'flag', noted })}
      onDone={(reason, note) => {
        close();
        acts.flag(reason, note);
      }}
      onClose={close}
    />
  );
}

const clipped = (quote: string): string => (quote.length > 64 ? `${quote.slice(0, 62).trimEnd()}…` : quote);

function ClassBar({ evidence, taxonomy, quote }: { evidence: Evidence; taxonomy: Taxonomy; quote: string }) {
  return (
    <ChoiceBar
      title={`“${clipped(quote)}” is`}
      choices={listSpanClasses(taxonomy).map(({ number, of }) => ({
        number,
        title: of.title,
        tone: of.tone,
      }))}
      onChoose={evidence.choose}
      onClose={evidence.close}
      closeTitle="Never mind"
    />
  );
}

const supportTones: Readonly<Record<SupportKind, string>> = {
  supports: 'none',
  contradicts: 'factual',
  not_in_context: 'other',
};

function SupportBar({ evidence, hasPassages }: { evidence: Evidence; hasPassages: boolean }) {
  const hint = (
    <>
      Select words of a passage first: drag, or <Kbd chord="[" /> <Kbd chord="]" /> and{' '}
      <Kbd chord="Shift+ArrowDown" />
    </>
  );
  return (
    <ChoiceBar
      title="What does the context say to it?"
      choices={supportChoices.map((one) => ({
        number: one.number,
        title: one.title,
        tone: supportTones[one.kind],
        isDisabled: !hasPassages && one.kind !== 'not_in_context',
      }))}
      onChoose={evidence.choose}
      onClose={evidence.close}
      closeTitle="Leave it open"
      hint={hasPassages ? hint : 'No passage was retrieved.'}
    />
  );
}

export function OpenBar({ asked, setAsked, acts, evidence, taxonomy, hasPassages }: OpenBarProps): ReactNode {
  const { flow } = evidence;
  if (asked !== null) return <AskedBar asked={asked} setAsked={setAsked} acts={acts} />;
  if (flow.step === 'class' && taxonomy !== null) {
    return <ClassBar evidence={evidence} taxonomy={taxonomy} quote={flow.range.quote} />;
  }
  return flow.step === 'support' ? <SupportBar evidence={evidence} hasPassages={hasPassages} /> : null;
}
