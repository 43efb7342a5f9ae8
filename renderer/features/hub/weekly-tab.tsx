/** Audits that draw themselves each week: what they draw and when, what came of it, and the form that makes or changes one. */
import { IconCalendarRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { Template } from './hub-queries.ts';
import { useTemplates } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { TemplateForm } from './template-form.tsx';
import { TemplatePanel } from './template-panel.tsx';
import classes from './hub.module.css';
import own from './weekly.module.css';

/** What is being written: nothing, a new one, or a change of one that is there. */
type Writing = 'nothing' | 'new' | Template;

function None({ canSave, onBegin }: { canSave: boolean; onBegin: () => void }): ReactNode {
  return (
    <EmptyState
      title="No audit draws itself yet"
      icon={<IconCalendarRepeat size={36} stroke={1.4} />}
      actions={
        canSave && (
          <Button variant="primary" onClick={onBegin}>
            Make a weekly audit
          </Button>
        )
      }
    >
      A weekly audit freezes its plan once, draws the week that has ended by itself and gives it out, so that
      every week is measured the same way.
    </EmptyState>
  );
}

export function WeeklyTab({ me }: { me: Person }): ReactNode {
  const templates = useTemplates();
  const [writing, setWriting] = useState<Writing>('nothing');
  const canSave = isOffered(me.role, 'templates.save');
  const end = (): void => setWriting('nothing');
  return (
    <Loaded of={templates} label="Reading the weekly audits" lines={6}>
      {(rows) => {
        if (writing !== 'nothing') {
          return <TemplateForm me={me} of={writing === 'new' ? null : writing} onEnd={end} />;
        }
        if (rows.length === 0) return <None canSave={canSave} onBegin={() => setWriting('new')} />;
        return (
          <div className={own.templates}>
            {canSave && (
              <div className={classes.acts}>
                <Button onClick={() => setWriting('new')}>Make another</Button>
              </div>
            )}
            {rows
              .toSorted((a, b) => Number(b.isActive) - Number(a.isActive))
              .map((one) => (
                <TemplatePanel key={one.templateId} of={one} me={me} onChange={() => setWriting(one)} />
              ))}
          </div>
        );
      }}
    </Loaded>
  );
}
