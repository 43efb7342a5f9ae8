/** The one bar of numbered choices that is open now: class or link of a span, reason of a skip or flag. */
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
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
  spans: readonly EvidenceSpan[];
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

function clipped(quote: string): string {
  const letters = [...quote];
  return letters.length > 64 ? `${letters.slice(0, 62).join('').trimEnd()}…` : quote;
}

function ClassBar({
  evidence,
  taxonomy,
  quote,
  current,
}: {
  evidence: Evidence;
  taxonomy: Taxonomy;
  quote: string;
  /** Class that the span has now; null for a new one. */
  current: string | null;
}) {
  return (
    <ChoiceBar
      title={`“${clipped(quote)}” is`}
      choices={listSpanClasses(taxonomy).map(({ number, of }) => ({
        number,
        title: of.title,
        tone: of.tone,
        isCurrent: of.id === current,
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
  const changes = useKeyChanges();
  const chords = [
    'review_passage_previous',
    'review_passage_next',
    'review_sentence_next',
    'review_word_longer',
  ]
    .map((id) => firstChord(id, changes))
    .filter((chord) => chord !== undefined);
  const hint = (
    <>
      Select words of a passage first: drag, or{' '}
      {chords.map((chord) => (
        <Fragment key={chord}>
          <Kbd chord={chord} />{' '}
        </Fragment>
      ))}
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

export function OpenBar(props: OpenBarProps): ReactNode {
  const { asked, setAsked, acts, evidence, taxonomy, spans, hasPassages } = props;
  const { flow } = evidence;
  if (asked !== null) return <AskedBar asked={asked} setAsked={setAsked} acts={acts} />;
  if (flow.step === 'class' && taxonomy !== null) {
    const current = spans.find((one) => one.id === flow.spanId)?.class ?? null;
    return <ClassBar evidence={evidence} taxonomy={taxonomy} quote={flow.range.quote} current={current} />;
  }
  return flow.step === 'support' ? <SupportBar evidence={evidence} hasPassages={hasPassages} /> : null;
}
