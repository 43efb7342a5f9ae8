/**
 * The contract between the renderer and the backend, over MessagePort (desktop), HTTP (loopback) or a direct call
 * (tests): plain JSON values only, times as ISO strings. Its wire hash is guarded by a test.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId } from '../domain/ids.ts';
import { person } from '../domain/person.ts';
import { label } from '../domain/text.ts';
import { audits } from './audits.ts';
import { disagreements } from './disagreements.ts';
import { errors } from './errors.ts';
import { hub as hubContract } from './hub.ts';
import { imports } from './imports.ts';
import { norming } from './norming.ts';
import { offline } from './offline.ts';
import { profiles } from './profiles.ts';
import { reports } from './reports.ts';
import { reviewers } from './reviewers.ts';
import { reviews } from './reviews.ts';
import { settings } from './settings.ts';
import { files, frames, sources } from './sources.ts';
import { appStatus } from './status.ts';
import { ledger, sync } from './sync.ts';
import { taxonomies } from './taxonomies.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

const app = {
  status: base.input(nothing).output(appStatus),
  /** The status now, then again whenever it changes. */
  watch: base.input(nothing).output(eventIterator(appStatus)),
  /** Makes the demo audit (20 items) and, where this program can, starts a demo hub and connects to it. */
  openDemo: base.input(nothing).output(z.strictObject({ auditId })),
  /** Makes an audit of 400 made answers with five simulated reviewers, closed: for trying what comes after judging. */
  openExample: base.input(nothing).output(z.strictObject({ auditId })),
  rename: base.input(z.strictObject({ name: label(120) })).output(person),
};

const people = {
  /** Whom items can be given to: the people of the hub, or this person alone. */
  list: base.input(nothing).output(z.array(person)),
};

/**
 * What a lead or an admin does at the hub, by way of the backend, which alone has the token: the hub's own procedures,
 * handed on. HUB_UNREACHABLE offline; nothing of it waits. `work.draw` answers once the audit is on this computer.
 */
const hub = {
  people: hubContract.people,
  tokens: hubContract.tokens,
  refusals: hubContract.refusals,
  sources: hubContract.traces.sources,
  batches: hubContract.traces.batches,
  masking: hubContract.traces.masking,
  retention: hubContract.traces.retention,
  work: hubContract.work,
  gold: hubContract.gold,
  templates: hubContract.templates,
};

export const workbench = {
  app,
  files,
  sources,
  frames,
  audits,
  reviews,
  reports,
  disagreements,
  taxonomies,
  norming,
  imports,
  reviewers,
  sync,
  ledger,
  people,
  offline,
  profiles,
  settings,
  hub,
};
export type Workbench = typeof workbench;
