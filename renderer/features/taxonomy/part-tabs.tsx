/**
 * The tabs of one taxonomy: arrows move between them as the pattern of tabs has it, the keys of the registry do from
 * anywhere. A number beside a title says what waits there.
 */
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useCommands } from '../../lib/shortcuts.ts';
import tabs from '../../ui/tabs.module.css';
import type { PartId } from './taxonomy-parts.ts';
import { partBeside, parts } from './taxonomy-parts.ts';
import classes from './taxonomy.module.css';

const tabId = (part: PartId): string => `taxonomy-tab-${part}`;
const PANEL = 'taxonomy-panel';

export interface PartTabsProps {
  part: PartId;
  onGo: (to: PartId) => void;
  /** What waits in a part. */
  counts: Partial<Record<PartId, number>>;
  children: ReactNode;
}

function partByKey(key: string, here: PartId): PartId | null {
  switch (key) {
    case 'ArrowRight':
      return partBeside(here, 1);
    case 'ArrowLeft':
      return partBeside(here, -1);
    case 'Home':
      return parts[0].id;
    case 'End':
      return parts.at(-1)?.id ?? here;
    default:
      return null;
  }
}

export function PartTabs({ part, onGo, counts, children }: PartTabsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = partByKey(event.key, part);
    if (to === null) return;
    event.preventDefault();
    onGo(to);
    list.current?.querySelector<HTMLElement>(`#${tabId(to)}`)?.focus();
  };
  useCommands({
    taxonomy_part_next: () => onGo(partBeside(part, 1)),
    taxonomy_part_previous: () => onGo(partBeside(part, -1)),
  });
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label="Parts of the taxonomy"
        className={tabs.tabs}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        {parts.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            id={tabId(one.id)}
            aria-selected={one.id === part}
            aria-controls={PANEL}
            tabIndex={one.id === part ? 0 : -1}
            className={`${tabs.tab} ${classes.tab}`}
            onClick={() => onGo(one.id)}
          >
            {one.title}
            {(counts[one.id] ?? 0) > 0 && <span className={classes.count}>{counts[one.id]}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={PANEL} aria-labelledby={tabId(part)} className={tabs.part}>
        {children}
      </div>
    </>
  );
}
