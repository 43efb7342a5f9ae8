/** Whether the next item comes up by itself after one is dealt with: shown in the head of the bench, changed by one key. */
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { usePreferences, useUpdatePreferences } from '../../lib/use-preferences.ts';
import { chordText } from '../../ui/kbd.tsx';
import classes from './advance-switch.module.css';

export const AdvanceSwitch = memo(function AdvanceSwitch({
  announce,
}: {
  announce: (words: string) => void;
}): ReactNode {
  const isOn = usePreferences().data?.advancesAfterSubmit ?? true;
  const { change } = useUpdatePreferences();
  const toggle = (): void => {
    change({ advancesAfterSubmit: !isOn });
    announce(
      isOn
        ? 'The submitted item stays in view until you go on.'
        : 'The next item comes up by itself after submitting.',
    );
  };
  useCommands({ review_advance: toggle });
  const chord = firstChord('review_advance', useKeyChanges());
  const tip = isOn ? 'The next item comes up by itself' : 'The submitted item stays in view';
  return (
    <Tooltip label={chord === undefined ? tip : `${tip} · ${chordText(chord)}`} openDelay={350} withinPortal>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-label="Auto-advance: go on by itself after submitting"
        className={classes.switch}
        onClick={toggle}
      >
        <IconPlayerTrackNext size={15} stroke={1.7} aria-hidden />
        <span className={classes.words} aria-hidden>
          Auto-advance
        </span>
        <span className={classes.track} aria-hidden />
      </button>
    </Tooltip>
  );
});
