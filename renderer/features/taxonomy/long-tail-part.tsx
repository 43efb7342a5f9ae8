/**
 * What was called "something else" in an audit: how much, whether it grows, and what of it could be a class of its own.
 * Making a class of a group begins an act in the working copy; nothing is published by it.
 */
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { newClassId } from '../../../shared/taxonomy/class-key.ts';
import { addClass } from './draft-edits.ts';
import { formatCounted, unbroken } from '../../lib/format.ts';
import { useOrigins } from '../../lib/origins.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import type { BridgeChoice } from './bridge-choices.ts';
import { auditsAsking } from './bridge-choices.ts';
import type { TailGroup } from './tail-groups.ts';
import { examplesOf, isCandidate } from './tail-groups.ts';
import { ReasonedFigure } from './reasoned-figure.tsx';
import { emptyClass, freeTone } from './draft-steps.ts';
import { takenIds } from './new-classes.ts';
import type { PartProps } from './part-props.ts';
import { whyNotAct } from './structure-words.ts';
import type { LongTail } from './taxonomy-queries.ts';
import { useAudits, useCatalogue, useLongTail } from './taxonomy-queries.ts';
import classes from './tail.module.css';

function OneGroup({
  of,
  whyNot,
  onMake,
}: {
  of: TailGroup;
  whyNot: string | null;
  onMake: () => void;
}): ReactNode {
  return (
    <li className={classes.group}>
      <div className={classes.groupHead}>
        <div>
          <h3>{of.title}</h3>
          <p className={classes.quiet}>
            {formatCounted(of.items.length, 'item')}
            {isCandidate(of) ? ` · shared words: ${of.words.join(', ')}` : ' that share no words'}
          </p>
        </div>
        {isCandidate(of) && (
          <Button
            size="s"
            disabled={whyNot !== null}
            title={whyNot ?? undefined}
            aria-label={`Make a class of it: ${of.title}`}
            onClick={onMake}
          >
            Make a class of it
          </Button>
        )}
      </div>
      <Disclosure look="chip" summary="Its items">
        <ul className={classes.items}>
          {of.items.map((item) => (
            <li key={item.itemId}>
              {item.title}
              {item.note !== null && <span className={classes.quiet}> — {item.note}</span>}
            </li>
          ))}
        </ul>
      </Disclosure>
    </li>
  );
}

function Share({ of }: { of: LongTail }): ReactNode {
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Share of “{of.title}”</dt>
        <dd>
          <ReasonedFigure figure={of.share} />
        </dd>
      </div>
      {of.before !== null && (
        <div>
          <dt>Before, in {of.before.title}</dt>
          <dd>
            <ReasonedFigure figure={of.before.share} />
          </dd>
        </div>
      )}
      {of.growth !== null && (
        <div>
          <dt>Growth</dt>
          <dd>
            <ReasonedFigure figure={of.growth} format="difference" />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Tail({ of, ...props }: PartProps & { of: BridgeChoice }): ReactNode {
  const { view, copy, onOpenClass } = props;
  const tail = useLongTail(of.auditId, of.question);
  if (tail.isError) {
    return <ErrorState isInline {...problemOf(tail.error)} onRetry={() => void tail.refetch()} />;
  }
  if (tail.data === undefined) return <Skeleton lines={5} label="Reading what was called something else" />;
  const { data } = tail;
  if (data.option === null) return <p className={classes.quiet}>{data.sentence}</p>;
  const make = (group: TailGroup): void => {
    const id = newClassId(group.title, takenIds(view, copy));
    copy.change((draft) =>
      addClass(draft, { ...emptyClass(id, group.title, freeTone(draft)), ...examplesOf(group, of) }),
    );
    onOpenClass(id);
  };
  return (
    <>
      <Share of={data} />
      {data.isAlarming ? (
        <Notice tone="warn" title="It grows, or is large">
          {unbroken(data.sentence)}
        </Notice>
      ) : (
        <p className={classes.words}>{unbroken(data.sentence)}</p>
      )}
      {data.groups.length === 0 ? (
        <p className={classes.quiet}>No group of items shares words that the others do not have.</p>
      ) : (
        <ul className={classes.groups}>
          {data.groups.map((group) => (
            <OneGroup
              key={group.words.join(' ')}
              of={group}
              whyNot={whyNotAct(copy.shown, copy.base, '', 'add')}
              onMake={() => make(group)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Choose({ choices, ...props }: PartProps & { choices: readonly BridgeChoice[] }): ReactNode {
  const originOf = useOrigins();
  const [key, setKey] = useState<string | null>(null);
  const chosen = choices.find((one) => one.key === key) ?? choices[0];
  if (chosen === undefined) return null;
  return (
    <Panel
      title="What was called something else"
      aside={
        <span className={classes.marks}>
          <OriginBadge {...originOf(chosen.auditId)} />
          <Badge>version {chosen.version}</Badge>
        </span>
      }
    >
      <div className={classes.stack}>
        <Field label="Audit">
          {(control) => (
            <SelectInput
              {...control}
              value={chosen.key}
              onChange={(event) => setKey(event.target.value)}
              options={choices.map((one) => ({
                value: one.key,
                title: `${one.auditTitle} · ${one.questionTitle}`,
              }))}
            />
          )}
        </Field>
        <Tail key={chosen.key} of={chosen} {...props} />
      </div>
    </Panel>
  );
}

export function LongTailPart(props: PartProps): ReactNode {
  const audits = useAudits();
  const catalogue = useCatalogue();
  const failed = audits.error ?? catalogue.error;
  if (failed !== null) {
    return (
      <ErrorState
        {...problemOf(failed)}
        onRetry={() => void Promise.all([audits.refetch(), catalogue.refetch()])}
      />
    );
  }
  if (audits.data === undefined || catalogue.data === undefined) {
    return (
      <Panel>
        <Skeleton lines={5} label="Looking for audits" />
      </Panel>
    );
  }
  const own = audits.data.filter((one) => one.plan.bridge === undefined);
  const choices = auditsAsking(props.view.id, own, catalogue.data.scorecards);
  if (choices.length === 0) {
    return (
      <EmptyState title="No audit asks this taxonomy yet" icon={<IconDots size={34} stroke={1.4} />}>
        When one does, what reviewers called “something else” is grouped here by its wording.
      </EmptyState>
    );
  }
  return <Choose {...props} choices={choices} />;
}
