/** What is masked before anything is stored: kinds that ship, and a company's own patterns. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { MaskingRules } from '../../../shared/contract/hub-traces.ts';
import { Button } from '../../ui/button.tsx';
import { Check, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMasking, usePutMasking } from './hub-queries.ts';
import { Failed, Loaded } from './loaded.tsx';
import { kindTitle } from './source-facts.ts';
import classes from './hub.module.css';
import spoken from '../../ui/spoken.module.css';
import own from './sources.module.css';

type Held = NonNullable<ReturnType<typeof useMasking>['data']>;
type Custom = MaskingRules['custom'];

interface CustomProps {
  rules: Custom;
  isFixed: boolean;
  onChange: (rules: Custom) => void;
}

function CustomRules({ rules, isFixed, onChange }: CustomProps): ReactNode {
  const set = (at: number, change: Partial<Custom[number]>): void =>
    onChange(rules.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div className={own.rules}>
      {rules.map((rule, at) => (
        // Rules have no id of their own; a row is its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={own.rule}>
          <TextInput
            isMono
            aria-label={`Name of rule ${at + 1}`}
            placeholder="customer_no"
            value={rule.name}
            readOnly={isFixed}
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <TextInput
            isMono
            aria-label={`Pattern of rule ${at + 1}`}
            placeholder="C-[0-9]{6}"
            value={rule.pattern}
            readOnly={isFixed}
            onChange={(event) => set(at, { pattern: event.target.value })}
          />
          {!isFixed && (
            <Button
              size="s"
              variant="quiet"
              onClick={() => onChange(rules.filter((_, index) => index !== at))}
            >
              Remove
            </Button>
          )}
        </div>
      ))}
      {!isFixed && (
        <div>
          <Button size="s" onClick={() => onChange([...rules, { name: '', pattern: '' }])}>
            Add a pattern
          </Button>
        </div>
      )}
    </div>
  );
}

function Keep({
  isBusy,
  onKeep,
  onLeave,
}: {
  isBusy: boolean;
  onKeep: () => void;
  onLeave: () => void;
}): ReactNode {
  return (
    <>
      <p className={classes.quiet}>
        Counts from now on: what is stored already stays as it was masked when it came.
      </p>
      <div className={classes.acts}>
        <Button variant="primary" isBusy={isBusy} onClick={onKeep}>
          Mask by these
        </Button>
        <Button onClick={onLeave}>Leave as it is</Button>
      </div>
    </>
  );
}

function Rules({ held, canChange }: { held: Held; canChange: boolean }): ReactNode {
  const [rules, setRules] = useState(held.rules);
  const put = usePutMasking();
  const isSame = JSON.stringify(rules) === JSON.stringify(held.rules);
  const toggle = (kind: string, isOn: boolean): void =>
    setRules({
      ...rules,
      kinds: held.available
        .map((one) => one.kind)
        .filter((one) => (one === kind ? isOn : rules.kinds.includes(one))),
    });
  return (
    <div className={classes.form}>
      <fieldset className={own.masks} disabled={!canChange}>
        <legend className={spoken.only}>Kinds that are masked</legend>
        {held.available.map(({ kind, sentence }) => (
          <Check
            key={kind}
            label={kindTitle(kind)}
            hint={sentence}
            checked={rules.kinds.includes(kind)}
            onChange={(event) => toggle(kind, event.target.checked)}
          />
        ))}
      </fieldset>
      {(canChange || rules.custom.length > 0) && (
        <div>
          <h3 className={own.h4}>Patterns of your own</h3>
          <CustomRules
            rules={rules.custom}
            isFixed={!canChange}
            onChange={(custom) => setRules({ ...rules, custom })}
          />
        </div>
      )}
      <Failed error={put.error} />
      {canChange && !isSame && (
        <Keep isBusy={put.isPending} onKeep={() => put.mutate(rules)} onLeave={() => setRules(held.rules)} />
      )}
    </div>
  );
}

export function Masking({ canChange }: { canChange: boolean }): ReactNode {
  const masking = useMasking();
  return (
    <Panel
      title="Masked before anything is stored"
      aside={masking.data !== undefined && <code>{masking.data.ruleSetVersion}</code>}
    >
      <Loaded of={masking} label="Reading the rules">
        {(held) => <Rules key={held.ruleSetVersion} held={held} canChange={canChange} />}
      </Loaded>
    </Panel>
  );
}
