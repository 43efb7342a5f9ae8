/** The right side of a case: what it asks, the ruling in the making and its act, and beneath it what was ruled and said before. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { AppealForm } from './appeal-form.tsx';
import { appealable, isBegun, missingOf, missingWords, standingOf } from './ruling-draft.ts';
import type { CaseDraft, FormQuestion } from './ruling-draft.ts';
import { LastRuled } from './last-ruled.tsx';
import { RulingForm } from './ruling-form.tsx';
import { Comments, RulingHistory, SimilarRulings } from './ruling-history.tsx';
import { ClaimNotice, RulingNotices } from './ruling-notices.tsx';
import type { NoticeActs } from './ruling-notices.tsx';
import type { CaseFields } from './use-case-commands.ts';
import type { CaseView } from './use-case-view.ts';
import type { RulingActs } from './use-ruling.ts';
import classes from './ruling.module.css';

export interface RulingPanelProps {
  of: DisagreementCase;
  draft: CaseDraft;
  change: (step: (draft: CaseDraft) => CaseDraft) => void;
  view: CaseView;
  changeView: (change: Partial<CaseView>) => void;
  isFormShown: boolean;
  ruling: RulingActs;
  fields: CaseFields;
  noticeActs: NoticeActs;
  onNext: () => void;
  /** The question that digits answer. */
  question: FormQuestion;
  /** Back to the ruling made last; null where there is none. */
  onReopen: (() => void) | null;
}

/** One line above the act: what is missing, what it would replace, or that it can be made. */
function barWords({ of, draft, view }: RulingPanelProps): { words: string; isReady: boolean } {
  const missing = missingOf(draft);
  if (missing !== null) return { words: view.missed === null ? '' : missingWords[missing], isReady: false };
  const standing = of.rulings.find((one) => one.standing === 'stands');
  if (standing === undefined) return { words: 'Ready to rule.', isReady: true };
  return {
    words: `Takes the place of ${standing.isMine ? 'your ruling' : `the ruling of ${standing.by}`}.`,
    isReady: true,
  };
}

function FormBar(props: RulingPanelProps): ReactNode {
  const { of, draft, ruling, noticeActs, onReopen } = props;
  const changes = useKeyChanges();
  const { words, isReady } = barWords(props);
  return (
    <div className={classes.bar}>
      {ruling.acts.rule.error !== null && (
        <ErrorState {...problemOf(ruling.acts.rule.error)} isInline onRetry={ruling.rule} />
      )}
      <output className={classes.barWords} data-ready={isReady || undefined}>
        {words}
      </output>
      {!isBegun(draft) && <LastRuled onReopen={onReopen} />}
      {standingOf(of.rulings) !== null && (
        <Button chord={firstChord('disagreements_leave', changes)} onClick={noticeActs.onKeep}>
          Keep the ruling as it is
        </Button>
      )}
      <Button
        variant="primary"
        chord={firstChord('disagreements_rule', changes)}
        isBusy={ruling.acts.rule.isPending}
        onClick={ruling.rule}
      >
        Rule and go on
      </Button>
    </div>
  );
}

/** Where a ruling stands already, or this person may not make one. */
function RestBar({ of, changeView, ruling, noticeActs, onNext, onReopen }: RulingPanelProps): ReactNode {
  const changes = useKeyChanges();
  const canAppeal = appealable(of.rulings) !== null;
  const standing = standingOf(of.rulings);
  return (
    <div className={classes.bar}>
      {ruling.acts.rule.error !== null && <ErrorState {...problemOf(ruling.acts.rule.error)} isInline />}
      <LastRuled onReopen={onReopen} />
      <div className={classes.restActs}>
        {standing !== null && of.mayRule && (
          <Button
            chord={firstChord('disagreements_again', changes)}
            onClick={() => noticeActs.onTake(standing)}
          >
            Rule again
          </Button>
        )}
        {canAppeal && (
          <Button
            chord={firstChord('disagreements_appeal', changes)}
            onClick={() => changeView({ isAppealing: true })}
          >
            Appeal
          </Button>
        )}
        <Button
          variant="primary"
          chord={firstChord('disagreements_next', changes)}
          disabled={of.nextCase === null}
          onClick={onNext}
        >
          Next case
        </Button>
      </div>
    </div>
  );
}

function AskedGuideline({ of }: { of: DisagreementCase }): ReactNode {
  const { taxonomy } = of;
  if (taxonomy === null || !of.rulings.some((one) => one.standing === 'stands' && one.changesGuideline))
    return null;
  return (
    <Notice tone="accent">
      The ruling asks for another guideline.{' '}
      <Link to={paths.taxonomy(taxonomy.id)}>Open {taxonomy.title} in the editor</Link>
    </Notice>
  );
}

/** What it asks, the appeal and the ruling in the making. */
function InHand(props: RulingPanelProps): ReactNode {
  const { of, draft, change, view, question, changeView, isFormShown, ruling, fields, noticeActs } = props;
  return (
    <>
      <div className={classes.notices}>
        <ClaimNotice of={of} />
        <RulingNotices of={of} acts={noticeActs} isLeft={view.isLeft} />
        {!of.mayRule && of.whyNot !== null && <Notice tone="quiet">{of.whyNot}</Notice>}
        <AskedGuideline of={of} />
      </div>
      {view.isAppealing && (
        <AppealForm
          reason={draft.appeal}
          onReason={(appeal) => change((held) => ({ ...held, appeal }))}
          onSend={ruling.appeal}
          onCancel={() => changeView({ isAppealing: false })}
          isBusy={ruling.acts.appeal.isPending}
          error={ruling.acts.appeal.error}
          field={fields.appeal}
        />
      )}
      {isFormShown && (
        <RulingForm
          of={of}
          draft={draft}
          change={change}
          question={question}
          onQuestion={(next) => changeView({ question: next })}
          missed={view.missed}
          rationale={fields.rationale}
        />
      )}
    </>
  );
}

export function RulingPanel(props: RulingPanelProps): ReactNode {
  const { of, draft, change, isFormShown, ruling, fields } = props;
  return (
    <aside className={classes.panel} aria-label="Ruling and what was said">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <section className={classes.scroll} aria-label="Ruling, rulings before it and comments" tabIndex={0}>
        <InHand {...props} />
        <RulingHistory of={of} />
        <SimilarRulings similar={of.similar} />
        <Comments
          of={of}
          text={draft.comment}
          onText={(comment) => change((held) => ({ ...held, comment }))}
          onSend={ruling.comment}
          isBusy={ruling.acts.comment.isPending}
          error={ruling.acts.comment.error}
          field={fields.comment}
        />
      </section>
      {isFormShown ? <FormBar {...props} /> : <RestBar {...props} />}
    </aside>
  );
}
