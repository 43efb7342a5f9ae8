/**
 * Reads one page of the hub's change feed: lines of entries, then one end line. Pure.
 *
 * Invariant: a page is taken whole or not at all; it is whole when its last line says so and counts the others right.
 * An entry that this version does not understand is kept as it came, so that it is projected after an upgrade instead
 * of stopping the feed.
 */
import { z } from 'zod';
import type { FeedEnd, FeedEntry } from '../../../shared/contract/hub.ts';
import { feedEnd, feedEntry } from '../../../shared/contract/hub.ts';

/** What every entry has, whatever its kind. */
const outline = z.looseObject({
  position: z.int().min(1),
  op: z.enum(['put', 'remove']),
  kind: z.string().min(1).max(100),
  id: z.string().min(1).max(300),
  payload: z.unknown(),
});

export interface FeedRow extends z.infer<typeof outline> {
  /** Null for what this version does not understand. */
  entry: FeedEntry | null;
}

export interface FeedPage {
  rows: FeedRow[];
  end: FeedEnd;
}

export type FeedPageRead = { ok: true; page: FeedPage } | { ok: false; why: string };

/** Parses the text of a page. */
export function readFeedPage(text: string): FeedPageRead {
  if (!text.endsWith('\n')) return refuse('it ends in the middle of a line');
  const lines = text.slice(0, -1).split('\n');
  const last = feedEnd.safeParse(parseJson(lines.pop() ?? ''));
  if (!last.success) return refuse('its end line is missing');
  if (last.data.count !== lines.length) {
    return refuse(`it says ${last.data.count} entries and has ${lines.length}`);
  }
  const rows: FeedRow[] = [];
  let position = 0;
  for (const line of lines) {
    const row = readRow(line);
    if (row === null) return refuse('an entry is not an entry');
    if (row.position <= position) return refuse('its entries are out of order');
    position = row.position;
    rows.push(row);
  }
  return { ok: true, page: { rows, end: last.data } };
}

function readRow(line: string): FeedRow | null {
  const raw = parseJson(line);
  const read = outline.safeParse(raw);
  if (!read.success) return null;
  const known = feedEntry.safeParse(raw);
  return { ...read.data, entry: known.success ? known.data : null };
}

function refuse(why: string): FeedPageRead {
  return { ok: false, why };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
