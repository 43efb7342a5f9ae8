/** How reviewing goes on, what is shown beside it, when a break is suggested, and the introduction once more. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Preferences } from '../../../shared/contract/settings.ts';
import { paths } from '../../lib/navigation.ts';
import type { useUpdatePreferences } from '../../lib/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Check, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './reviewing-panel.module.css';

type Change = ReturnType<typeof useUpdatePreferences>['change'];

const usualMinutes = [25, 40, 50, 60, 90];

/** Also what another version of this program stored. */
function minuteChoices(held: number): { value: string; title: string }[] {
  const minutes = [...new Set([...usualMinutes, ...(held === 0 ? [] : [held])])].toSorted((a, b) => a - b);
  return [
    ...minutes.map((one) => ({ value: String(one), title: `after ${one} minutes` })),
    { value: '0', title: 'never' },
  ];
}

function Breaks({ minutes, change }: { minutes: number; change: Change }): ReactNode {
  return (
    <div className={classes.row}>
      <div>
        <label htmlFor="break-after">Suggest a break</label>
        <p id="break-after-hint" className={classes.hint}>
          A quiet note beside the item, after so long without a pause of five minutes. It stops nothing.
        </p>
      </div>
      <SelectInput
        id="break-after"
        aria-describedby="break-after-hint"
        value={String(minutes)}
        onChange={(event) => change({ breakAfterMinutes: Number(event.target.value) })}
        options={minuteChoices(minutes)}
      />
    </div>
  );
}

const introductionWords = {
  new: 'It begins when you open the demo audit.',
  score: 'It goes on in the demo audit.',
  evidence: 'It goes on in the demo audit.',
  submit: 'It goes on in the demo audit.',
  done: 'You have been through it.',
} as const;

function Introduction({ stage, change }: { stage: Preferences['introduction']; change: Change }): ReactNode {
  const navigate = useNavigate();
  return (
    <div className={classes.row}>
      <div>
        <span>Introduction</span>
        <p className={classes.hint}>Three steps on the demo audit. {introductionWords[stage]}</p>
      </div>
      {stage === 'done' ? (
        <Button onClick={() => change({ introduction: 'new' })}>Show it again</Button>
      ) : (
        <Button onClick={() => void navigate({ to: paths.welcome })}>Go to the demo</Button>
      )}
    </div>
  );
}

export function ReviewingPanel({ held, change }: { held: Preferences; change: Change }): ReactNode {
  return (
    <Panel title="Reviewing">
      <div className={classes.rows}>
        <Check
          label="Go on to the next item after submitting"
          hint="When off, the submitted item stays in view until you go on yourself."
          checked={held.advancesAfterSubmit}
          onChange={(event) => change({ advancesAfterSubmit: event.target.checked })}
        />
        <Check
          label="Show the evidence finder"
          hint="It points at the passages behind a sentence and at what occurs in none. Works without a network; an audit can switch it off for everyone."
          checked={held.showsFinder}
          onChange={(event) => change({ showsFinder: event.target.checked })}
        />
        <Breaks minutes={held.breakAfterMinutes} change={change} />
        <Introduction stage={held.introduction} change={change} />
      </div>
    </Panel>
  );
}
