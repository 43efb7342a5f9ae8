/**
 * Draws what templates have to draw, when it is time. Looks rather than waits: a hub that slept, or was not there, finds
 * the weeks that it missed; several hubs on one database find the same ones, and each is drawn once.
 *
 * Invariant: a failure is stored where people see it and tried again later; it never ends the scheduler.
 */
import type { Logger } from 'pino';
import type { Template } from '../../shared/domain/template.ts';
import type { StoredTemplate } from '../store/templates.ts';
import { listRuns, listTemplates } from '../store/templates.ts';
import { codeOf } from '../failure.ts';
import { drawWeek } from './templates.ts';
import type { DueWeek } from './template-weeks.ts';
import { listWeeks, weekBefore, windowOf } from './template-weeks.ts';
import type { WorkWorld } from './world.ts';

/** How often a hub looks whether something is due, milliseconds. */
const lookEveryMs = 30_000;
/** How long a week that could not be drawn waits until it is tried again, milliseconds. */
const retryAfterMs = 15 * 60_000;
/** Weeks that are made up for, at most: after a longer sleep the older ones are for people to ask for. */
const mostWeeks = 8;
const weekMs = 7 * 86_400_000;

export interface SchedulerOptions extends WorkWorld {
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface Scheduler {
  /** Ends looking; answers once nothing is being drawn any more. */
  stop(): Promise<void>;
}

/** Looks at once and then every half minute. */
export function startScheduler(options: SchedulerOptions): Scheduler {
  let underWay: Promise<void> = Promise.resolve();
  let isLooking = false;
  let isStopped = false;
  const look = (): void => {
    if (isLooking || isStopped) return;
    isLooking = true;
    underWay = drawDue(options, () => isStopped)
      .catch((error: unknown) => {
        options.log.error({ code: codeOf(error) }, 'templates could not be looked at');
      })
      .finally(() => {
        isLooking = false;
      });
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await underWay;
    },
  };
}

/** Draws every week that is due now, oldest first. */
export async function drawDue(options: SchedulerOptions, isStopped = (): boolean => false): Promise<void> {
  for (const stored of await listTemplates(options.database.db)) {
    if (!stored.isActive) continue;
    for (const due of await listDue(options, stored)) {
      if (isStopped()) return;
      await drawOne(options, stored.template, due);
    }
  }
}

async function drawOne(options: SchedulerOptions, template: Template, due: DueWeek): Promise<void> {
  const { log } = options;
  const about = { templateId: template.templateId, week: due.week };
  try {
    const { auditId, problem } = await drawWeek(options, template, due);
    if (problem === null) log.info({ ...about, auditId }, 'a template has drawn its week');
    else log.warn(about, 'a template could not draw its week');
  } catch (error) {
    log.error({ ...about, code: codeOf(error) }, 'a template failed');
  }
}

/** Weeks whose moment has come since the template was saved, and those that failed before; none that was drawn. */
async function listDue(
  { database, clock }: SchedulerOptions,
  { template, savedAt }: StoredTemplate,
): Promise<DueWeek[]> {
  const now = clock.now();
  const runs = await listRuns(database.db, template.templateId, 2 * mostWeeks);
  const due = new Map(listWeeks(template, new Date(savedAt), now, mostWeeks).map((one) => [one.week, one]));
  const { week: oldest } = weekBefore(template, new Date(now.getTime() - mostWeeks * weekMs));
  for (const { week, at, auditId } of runs) {
    const waits = now.getTime() - Date.parse(at) < retryAfterMs;
    if (auditId !== null || waits) due.delete(week);
    else if (!due.has(week) && week > oldest) due.set(week, windowOf(template, week));
  }
  return [...due.values()].toSorted((a, b) => (a.week < b.week ? -1 : 1));
}
