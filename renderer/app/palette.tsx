/**
 * The command palette (Ctrl or ⌘ and K): places, audits, and every command that the screen carries out now.
 */
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import type { SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { commands, firstChord } from '../../shared/commands/registry.ts';
import { formatCounted } from '../lib/format.ts';
import { paths } from '../lib/navigation.ts';
import { api } from '../lib/query.ts';
import {
  canRun,
  currentKeyChanges,
  runCommand,
  useCommands,
  useSuspendedShortcuts,
} from '../lib/shortcuts.ts';
import { Kbd } from '../ui/kbd.tsx';
import classes from './palette.module.css';

const [store, spotlight] = createSpotlight();

const places = [
  { title: 'Today', to: paths.today, words: 'home audits continue' },
  { title: 'Review', to: paths.lastReview, words: 'queue score judge' },
  { title: 'Plan an audit', to: paths.plan, words: 'frame strata draw sample source file' },
  { title: 'Report', to: paths.reports, words: 'rate interval agreement coverage' },
  { title: 'Norming', to: paths.norming, words: 'round vote blind discuss agreement' },
  { title: 'My page', to: paths.ownPage, words: 'reviewer private agreement speed drift gold' },
  { title: 'Take with me', to: paths.take, words: 'offline travel train plane network download' },
  { title: 'Sync', to: paths.sync, words: 'hub connect waiting refused verify' },
  { title: 'Trail', to: paths.trail, words: 'ledger events hash verify export' },
  { title: 'Settings', to: paths.settings, words: 'theme dark light keys name' },
  { title: 'Welcome', to: paths.welcome, words: 'demo open file start' },
] as const;

function useActions(isOpen: boolean, choose: (id: string) => void): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data: audits } = useQuery({ ...api.audits.list.queryOptions({ input: {} }), enabled: isOpen });
  if (!isOpen) return [];
  const runnable = commands.filter(
    (one) => canRun(one.id) && one.isHeld !== true && one.id !== 'palette' && !/_option_\d$/.test(one.id),
  );
  return [
    ...runnable.map((one) => {
      const chord = firstChord(one.id, currentKeyChanges());
      return {
        id: one.id,
        label: one.title,
        keywords: one.group,
        rightSection: chord === undefined ? null : <Kbd chord={chord} />,
        onClick: () => choose(one.id),
      };
    }),
    ...places.map((place) => ({
      id: `place ${place.to}`,
      label: `Go to ${place.title}`,
      keywords: place.words,
      onClick: () => void navigate({ to: place.to }),
    })),
    ...(audits ?? []).map((audit) => ({
      id: `audit ${audit.id}`,
      label: audit.title,
      description: `${formatCounted(audit.progress.mine, 'item')} of mine, ${audit.progress.done} done`,
      onClick: () => void navigate({ to: paths.review(audit.id) }),
    })),
  ];
}

/** Focus goes back first, so that a command may take it somewhere else. */
function handBack(before: Element | null, command: string | null): void {
  if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  if (command !== null) runCommand(command);
}

export function Palette(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  const before = useRef<Element | null>(null);
  const actions = useActions(isOpen, (id) => {
    chosen.current = id;
  });
  useCommands({
    palette: () => {
      // What was asked before may still stand there when it is opened again right away.
      store.updateState((state) => ({ ...state, query: '' }));
      spotlight.toggle();
    },
  });
  useSuspendedShortcuts(isOpen);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={actions}
      limit={12}
      nothingFound="Nothing by that name"
      returnFocus={false}
      onSpotlightOpen={() => {
        before.current = document.activeElement;
        chosen.current = null;
        setOpen(true);
      }}
      onSpotlightClose={() => {
        setOpen(false);
        setTimeout(() => handBack(before.current, chosen.current));
      }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: 'A command, a screen, an audit',
        'aria-label': 'Find a command, a screen or an audit',
      }}
      classNames={{ content: classes.content, search: classes.search, action: classes.action }}
      transitionProps={{ duration: 80 }}
      overlayProps={{ color: 'var(--scrim)', backgroundOpacity: 1, blur: 0 }}
    />
  );
}
