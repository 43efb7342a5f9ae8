/** Which command does what on Today. The keys themselves are data in shared/commands. */
import { useRef } from 'react';
import type { RefObject } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import type { Handlers } from '../../lib/shortcuts.ts';

export interface TodayCommandsOptions {
  audits: readonly AuditSummary[];
  continued: AuditSummary | null;
  onGo: () => void;
  onTake?: ((audit: AuditSummary) => void) | undefined;
}

const linkOf = '[data-audit-link]';

/** Links to audits that can be seen: those of a folded group cannot. */
function listLinks(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(linkOf) ?? [])].filter((one) => one.checkVisibility());
}

/** From audit to audit; from anywhere else to the first, or going up to the last. */
function step(list: HTMLElement | null, by: 1 | -1): void {
  const links = listLinks(list);
  const row = document.activeElement?.closest('li');
  const at = links.findIndex((one) => one.closest('li') === row && row !== null && row !== undefined);
  const next = at < 0 ? (by === 1 ? links[0] : links.at(-1)) : links[at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** The audit whose row has focus. */
function focused(audits: readonly AuditSummary[]): AuditSummary | null {
  const link = document.activeElement?.closest('li')?.querySelector<HTMLElement>(linkOf);
  return audits.find((audit) => audit.id === link?.dataset['auditLink']) ?? null;
}

/** Answers where the list goes. */
export function useTodayCommands(options: TodayCommandsOptions): RefObject<HTMLDivElement | null> {
  const { audits, continued, onGo, onTake } = options;
  const list = useRef<HTMLDivElement>(null);
  const take = (): void => {
    const chosen = focused(audits) ?? continued ?? audits.find((one) => one.state !== 'closed');
    if (chosen !== undefined) onTake?.(chosen);
  };
  const handlers: Handlers = {
    today_next: () => step(list.current, 1),
    today_previous: () => step(list.current, -1),
    ...(continued === null ? {} : { today_continue: onGo }),
    ...(onTake === undefined ? {} : { today_take: take }),
  };
  useCommands(handlers);
  return list;
}
