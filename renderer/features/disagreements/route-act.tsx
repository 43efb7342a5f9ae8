/**
 * What can be done about a cause from here, by whom it goes to: the editor for an unclear taxonomy, a norming round for a
 * reviewer who reads otherwise, a note for the engineer where evidence is missing. Must not judge: the verdict is given.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { VerdictKind } from '../../../shared/contract/disagreements.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { handCases } from '../../lib/handed-cases.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorState } from '../../ui/states.tsx';
import type { CasesFound } from './case-queries.ts';
import { useScorecard, useTaxonomyId } from './case-queries.ts';
import { engineerNote, MOST_IN_NOTE } from './engineer-note.ts';
import { actFor, MOST_IN_ROUND } from './route-acts.ts';
import classes from './route-act.module.css';

export interface RouteActProps {
  verdict: VerdictKind;
  auditId: AuditId;
  question: string;
  /** The first of the cases that it is about, and how many there are. */
  casesOf: (most: number) => Promise<CasesFound>;
  isOneCase: boolean;
}

function NormingAct({ casesOf, isOneCase }: RouteActProps): ReactNode {
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => casesOf(MOST_IN_ROUND),
    onSuccess: ({ cases }) => {
      handCases(cases);
      void navigate({ to: paths.norming });
    },
  });
  return (
    <>
      <Button size="s" isBusy={begin.isPending} onClick={() => begin.mutate()}>
        Norming round with {isOneCase ? 'this case' : 'these cases'}
      </Button>
      {begin.error !== null && <ErrorState {...problemOf(begin.error)} isInline />}
    </>
  );
}

function NoteAct({ auditId, casesOf }: RouteActProps): ReactNode {
  const queries = useQueryClient();
  const card = useScorecard(auditId);
  const copy = useMutation({
    mutationFn: async () => {
      const found = await casesOf(MOST_IN_NOTE);
      const cases = await Promise.all(
        found.cases.map((of) =>
          queries.fetchQuery(
            api.disagreements.get.queryOptions({
              input: { case: of, filter: { auditIds: [of.auditId] }, showsNames: false },
            }),
          ),
        ),
      );
      return copyText(engineerNote(cases, found.total, card));
    },
  });
  return (
    <>
      <Button size="s" isBusy={copy.isPending} onClick={() => copy.mutate()}>
        Copy a note for the engineer
      </Button>
      <output className={classes.said}>
        {copy.data === true && 'Copied: traces, passages given, what reviewers miss.'}
        {copy.data === false && 'The clipboard is not allowed here.'}
      </output>
      {copy.error !== null && <ErrorState {...problemOf(copy.error)} isInline />}
    </>
  );
}

function EditorLink({ taxonomyId }: { taxonomyId: string }): ReactNode {
  return (
    <Link to={paths.taxonomy(taxonomyId)} className={classes.link}>
      Open the definitions in the editor
    </Link>
  );
}

export function RouteAct(props: RouteActProps): ReactNode {
  const taxonomyId = useTaxonomyId(props.auditId, props.question);
  switch (actFor(props.verdict, taxonomyId !== null)) {
    case 'editor':
      return taxonomyId === null ? null : <EditorLink taxonomyId={taxonomyId} />;
    case 'norming':
      return <NormingAct {...props} />;
    case 'note':
      return <NoteAct {...props} />;
    case null:
      return null;
  }
}
