/**
 * A taxonomy from nothing: what reviewers are asked, the classes, which of them count, and publishing it as version 1. Must
 * not decide what stands in the way: the rules of first versions do. Invariant: what is typed is stored at once, and stays
 * until it is published or thrown away.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { BegunTaxonomy } from '../../../shared/domain/new-taxonomy.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { BegunClassEditing } from './begun-class.tsx';
import { BegunClassList } from './begun-class-list.tsx';
import { addBegun } from './begun-edits.ts';
import { FirstPublish } from './first-publish.tsx';
import type { Begun } from './use-begun.ts';
import { useBegun } from './use-begun.ts';
import classes from './classes.module.css';
import look from './taxonomy.module.css';

const heads = [
  { key: 'title', label: 'Title of the taxonomy', most: 100, hint: 'As plans and reports call it.' },
  { key: 'question', label: 'What reviewers are asked', most: 60, hint: 'For example “Tone”.' },
  {
    key: 'rateTitle',
    label: 'What reports call the rate',
    most: 80,
    hint: 'For example “rate of rude answers”.',
  },
] as const;

function HeadFields({ copy }: { copy: Begun }): ReactNode {
  return (
    <div className={look.begunHead}>
      {heads.map(({ key, label, most, hint }) => (
        <Field key={key} label={label} hint={hint}>
          {(control) => (
            <TextInput
              {...control}
              name={`begun-${key}`}
              value={copy.begun[key]}
              maxLength={most}
              onChange={(event) => {
                const text = event.target.value;
                copy.change((begun) => ({ ...begun, [key]: text }));
              }}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function Discard({ copy }: { copy: Begun }): ReactNode {
  const discard = useMutation({ mutationFn: copy.discard });
  if (!copy.isBegun) return null;
  return (
    <Confirm
      label="Discard"
      question="Throw the new taxonomy away?"
      confirmLabel="Throw it away"
      keepLabel="Keep it"
      isBusy={discard.isPending}
      onConfirm={() => discard.mutate()}
    >
      <p>Nothing of it has been published.</p>
    </Confirm>
  );
}

function useOpenClass(copy: Begun) {
  const [openId, setOpen] = useState<string | null>(null);
  const middle = useRef<HTMLDivElement>(null);
  const all = copy.begun.classes;
  const open = all.find((one) => one.id === openId) ?? all[1] ?? all[0];
  const at = open === undefined ? 0 : all.indexOf(open);
  const step = (by: 1 | -1): void => setOpen(all[(at + by + all.length) % all.length]?.id ?? null);
  const focusTitle = (): void =>
    void requestAnimationFrame(() => middle.current?.querySelector<HTMLElement>('[name="title"]')?.focus());
  const add = (): void => {
    const { next, id } = addBegun(copy.begun);
    if (next.classes.length > 9) return;
    copy.change(() => next);
    setOpen(id);
    focusTitle();
  };
  const removed = (): void => {
    setOpen(null);
    focusTitle();
  };
  return { open, middle, step, add, removed, choose: setOpen };
}

function leaveField(): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.matches('input, textarea')) field.blur();
}

function AddClass({ copy, onAdd }: { copy: Begun; onAdd: () => void }): ReactNode {
  const keys = useKeyChanges();
  const isFull = copy.begun.classes.length >= 9;
  return (
    <Button
      size="s"
      variant="quiet"
      disabled={isFull}
      title={isFull ? 'A question offers nine classes at most.' : undefined}
      chord={firstChord('taxonomy_add', keys)}
      onClick={onAdd}
    >
      Add a class
    </Button>
  );
}

function Making({ found, whyNot }: { found: BegunTaxonomy | null; whyNot: string | null }): ReactNode {
  const copy = useBegun(found);
  const navigate = useNavigate();
  const { open, middle, step, add, removed, choose } = useOpenClass(copy);
  useCommands({
    taxonomy_class_next: () => step(1),
    taxonomy_class_previous: () => step(-1),
    taxonomy_add: add,
    taxonomy_leave: leaveField,
  });
  return (
    <>
      <Head isBegun={copy.isBegun} actions={<Discard copy={copy} />} />
      {copy.failure !== null && (
        <ErrorState
          isInline
          {...copy.failure}
          what={`The new taxonomy is not stored: ${copy.failure.what}`}
        />
      )}
      <HeadFields copy={copy} />
      <div className={classes.columns}>
        <div className={classes.left}>
          <BegunClassList begun={copy.begun} openId={open?.id ?? ''} onChoose={choose} />
          <AddClass copy={copy} onAdd={add} />
        </div>
        <div className={classes.middle} ref={middle}>
          {open !== undefined && (
            <BegunClassEditing key={open.id} of={open} copy={copy} onRemoved={removed} />
          )}
        </div>
        <div className={classes.beside}>
          <FirstPublish
            copy={copy}
            whyNot={whyNot}
            onPublished={(id) => void navigate({ to: paths.taxonomy(id) })}
          />
        </div>
      </div>
    </>
  );
}

function Head({ isBegun, actions }: { isBegun: boolean; actions?: ReactNode }): ReactNode {
  return (
    <div className={look.head}>
      <Link to={paths.taxonomies} className={look.back}>
        Taxonomies
      </Link>
      <PageHeader
        title="New taxonomy"
        badges={isBegun ? <Badge tone="accent">working copy</Badge> : undefined}
        subtitle="Kept on this computer as you type. Publishing makes it version 1, with a scorecard that plans can ask."
        actions={actions}
      />
    </div>
  );
}

export function NewTaxonomy({ lost }: { lost: ReactNode }): ReactNode {
  // What is stored is taken over once: nothing that comes later lies over what is typed.
  const found = useQuery(
    api.taxonomies.begun.queryOptions({
      input: {},
      staleTime: Infinity,
      gcTime: 0,
      refetchOnMount: 'always',
    }),
  );
  return (
    <Screen>
      {found.data === undefined && <Head isBegun={false} />}
      {lost}
      {found.data !== undefined && <Making found={found.data.begun} whyNot={found.data.whyNot} />}
      {found.data === undefined &&
        (found.isError ? (
          <ErrorState {...problemOf(found.error)} onRetry={() => void found.refetch()} />
        ) : (
          <Panel>
            <Skeleton lines={8} label="Reading what was begun" />
          </Panel>
        ))}
    </Screen>
  );
}
