/**
 * The tabs of the Hub screen: arrows move between them as the pattern of tabs has it, the keys of the registry do from
 * anywhere. The address names the part, so that a link leads to it and a reload keeps it.
 */
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { paths } from '../../lib/navigation.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import tabs from '../../ui/tabs.module.css';
import type { Part, PartId } from './hub-parts.ts';
import { partBeside } from './hub-parts.ts';
import classes from './hub.module.css';

const tabId = (part: PartId): string => `hub-tab-${part}`;
const PANEL = 'hub-panel';

export interface HubTabsProps {
  parts: readonly Part[];
  part: PartId;
  children: ReactNode;
}

/** Where a key leads from this tab; undefined for keys that lead nowhere. */
function partByKey(key: string, here: PartId, parts: readonly Part[]): PartId | undefined {
  switch (key) {
    case 'ArrowRight':
      return partBeside(here, parts, 1);
    case 'ArrowLeft':
      return partBeside(here, parts, -1);
    case 'Home':
      return parts[0]?.id;
    case 'End':
      return parts.at(-1)?.id;
    default:
      return undefined;
  }
}

interface TabProps {
  of: Part;
  isHere: boolean;
  onGo: (to: PartId) => void;
}

function Tab({ of, isHere, onGo }: TabProps): ReactNode {
  return (
    <button
      type="button"
      role="tab"
      id={tabId(of.id)}
      aria-selected={isHere}
      aria-controls={PANEL}
      tabIndex={isHere ? 0 : -1}
      className={`${tabs.tab} ${classes.tab}`}
      data-title={of.title}
      onClick={() => onGo(of.id)}
    >
      {of.title}
    </button>
  );
}

export function HubTabs({ parts, part, children }: HubTabsProps): ReactNode {
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const go = (to: PartId): void => void navigate({ to: paths.hubPart(to) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = partByKey(event.key, part, parts);
    if (to === undefined) return;
    event.preventDefault();
    go(to);
    list.current?.querySelector<HTMLElement>(`#${tabId(to)}`)?.focus();
  };
  useCommands({
    hub_part_next: () => go(partBeside(part, parts, 1)),
    hub_part_previous: () => go(partBeside(part, parts, -1)),
  });
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label="Parts of the hub"
        className={tabs.tabs}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        {parts.map((one) => (
          <Tab key={one.id} of={one} isHere={one.id === part} onGo={go} />
        ))}
      </div>
      <div role="tabpanel" id={PANEL} aria-labelledby={tabId(part)} className={tabs.part}>
        {children}
      </div>
    </>
  );
}
