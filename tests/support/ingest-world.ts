/**
 * What tests of ingest share: traces with something of everything, ways to send them, and the law that counts of cells are
 * those of the traces.
 */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { HubTables } from '../../hub/database/tables.ts';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { FailureBody, TestPerson } from './hub-fixture.ts';
import { TestHub } from './hub-fixture.ts';

const riskClasses = ['low', 'medium', 'high'] as const;

/** A trace that is the same for the same number. */
export function supportTrace(n: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: `t-${n}`,
    occurredAt: new Date(Date.UTC(2026, 0, 1 + (n % 40), n % 24)).toISOString(),
    conversationId: `c-${Math.floor(n / 3)}`,
    prompt: [{ role: 'user', text: `Where is parcel ${n}?` }],
    context: [{ text: 'Parcels take three days.', rank: 1, score: 0.5 }],
    output: `Parcel ${n} takes three days.`,
    model: `m-${n % 2}`,
    intent: n % 5 === 0 ? 'refund' : 'delivery',
    ...(n % 4 === 3 ? {} : { riskClass: riskClasses[n % 3] }),
    latencyMs: 100 + n,
    judge: [{ name: 'grader', version: '1', verdict: n % 7 === 0 ? 'bad' : 'good' }],
    attributes: { tier: n % 2 === 0 ? 'gold' : 'basic' },
    ...more,
  };
}

export const supportTraces = (from: number, until: number): Record<string, unknown>[] =>
  Array.from({ length: until - from }, (_, at) => supportTrace(from + at));

export const toLines = (traces: readonly unknown[]): string =>
  traces.map((one) => JSON.stringify(one)).join('\n');

export interface SentAnswer {
  status: number;
  report: BatchReport;
  failure: FailureBody;
  headers: Record<string, unknown>;
}

/** Sends a body as lines unless the headers say otherwise. */
export async function sendTraces(
  hub: TestHub,
  token: string,
  payload: string | Buffer,
  headers: Record<string, string> = {},
  query = 'source=support',
): Promise<SentAnswer> {
  const answer = await hub.app.inject({
    method: 'POST',
    url: `/v1/traces?${query}`,
    payload,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers },
  });
  const body = JSON.parse(answer.payload) as unknown;
  return {
    status: answer.statusCode,
    report: body as BatchReport,
    failure: body as FailureBody,
    headers: answer.headers,
  };
}

/** Differences between the counts of cells and the traces that they count; empty when all is well. */
export async function listCellFaults(db: Kysely<HubTables>): Promise<unknown[]> {
  const days = await sql`
    SELECT coalesce(c.cell_number, t.cell_number) AS cell, coalesce(c.day, t.day) AS day, c.population, t.n
    FROM cell_day AS c
    FULL JOIN (
      SELECT cell_number, floor(occurred_ms / 86400000.0)::int AS day, count(*) AS n FROM trace
      WHERE erased_at IS NULL GROUP BY 1, 2
    ) AS t ON t.cell_number = c.cell_number AND t.day = c.day
    WHERE coalesce(c.population, 0) <> coalesce(t.n, 0)
  `.execute(db);
  const verdicts = await sql`
    SELECT c.*, t.* FROM cell_verdict AS c
    FULL JOIN (
      SELECT cell_number, floor(occurred_ms / 86400000.0)::int AS day, substr(f.key, 7) AS judge, f.value AS verdict,
        count(*) AS n
      FROM trace, jsonb_each_text(facets) AS f WHERE f.key LIKE 'judge.%' AND erased_at IS NULL GROUP BY 1, 2, 3, 4
    ) AS t ON t.cell_number = c.cell_number AND t.day = c.day AND t.judge = c.judge AND t.verdict = c.verdict
    WHERE coalesce(c.population, 0) <> coalesce(t.n, 0)
  `.execute(db);
  const strays = await sql`
    SELECT t.id FROM trace AS t JOIN cell AS c ON c.number = t.cell_number
    WHERE c.source_number <> t.source_number OR c.week <> floor((floor(t.occurred_ms / 86400000.0) + 3) / 7)
  `.execute(db);
  return [...days.rows, ...verdicts.rows, ...strays.rows];
}

/** A hub with an admin and somebody who may only send. */
export class IngestWorld {
  readonly hub: TestHub;
  readonly admin: TestPerson;
  readonly sender: TestPerson;

  constructor(hub: TestHub, admin: TestPerson, sender: TestPerson) {
    this.hub = hub;
    this.admin = admin;
    this.sender = sender;
  }

  static async start(place: DatabasePlace): Promise<IngestWorld> {
    const hub = await TestHub.start(place);
    return new IngestWorld(hub, await hub.add('admin'), await hub.add('ingest'));
  }

  /** Sends as the sender, lines unless the headers say otherwise. */
  send(payload: string | Buffer, headers?: Record<string, string>, source = 'support'): Promise<SentAnswer> {
    return sendTraces(this.hub, this.sender.token, payload, headers, `source=${source}`);
  }

  async ask<T>(
    method: 'GET' | 'PUT',
    url: string,
    by = this.admin,
    payload?: object,
  ): Promise<{ status: number; body: T }> {
    const answer = await this.hub.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${by.token}` },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: JSON.parse(answer.payload) as T };
  }

  /** Traces that are stored of a source. */
  async stored(source: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM trace JOIN source ON source.number = source_number WHERE source.name = ${source}
    `.execute(this.hub.database.db);
    return rows[0]?.n ?? 0;
  }

  /** Traces, cells and what they count, of all sources. */
  async totals(): Promise<unknown> {
    const { rows } = await sql`
      SELECT (SELECT count(*) FROM trace) AS traces, (SELECT sum(population) FROM cell_day) AS days,
        (SELECT sum(population) FROM cell_verdict) AS verdicts, (SELECT count(*) FROM cell) AS cells
    `.execute(this.hub.database.db);
    return rows;
  }
}
