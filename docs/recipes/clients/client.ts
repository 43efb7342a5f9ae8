/**
 * The hub with fetch: who am I, send traces, page through a list, read the feed, read a problem. Needs nothing but a
 * runtime that knows fetch.
 *
 *   HUB=http://127.0.0.1:4646 TOKEN=assay_… node client.ts     (an admin's token, for every step)
 */

/** A failure as the hub tells it: `code` is for programs, the message for people. */
class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, body: { code?: string; data?: { what: string; remedy: string } }) {
    super(`${status} ${body.code ?? 'UNKNOWN'}: ${body.data?.what ?? ''} ${body.data?.remedy ?? ''}`);
    this.status = status;
    this.code = body.code ?? 'UNKNOWN';
  }
}

class Hub {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#token = token;
  }

  /** The text of an answer. What came at a bad moment is sent again after `Retry-After` seconds. */
  async ask(method: string, path: string, body?: string, type = 'application/json'): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    for (let attempt = 1; ; attempt += 1) {
      const init = { method, headers, ...(body === undefined ? {} : { body }) };
      const answer = await fetch(`${this.#url}${path}`, init);
      if (answer.ok) return answer.text();
      const isBadMoment = answer.status === 429 || answer.status === 503;
      if (isBadMoment && attempt < 3) {
        const seconds = Number(answer.headers.get('retry-after') ?? attempt);
        await answer.body?.cancel();
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        continue;
      }
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
      throw new Problem(answer.status, isProblem ? ((await answer.json()) as object) : {});
    }
  }

  async get<T>(path: string): Promise<T> {
    return JSON.parse(await this.ask('GET', path)) as T;
  }

  /** One trace per line; sending them again changes nothing. */
  async sendTraces(
    source: string,
    traces: object[],
  ): Promise<{ stored: number; repeated: number; rejected: number }> {
    const lines = traces.map((trace) => `${JSON.stringify(trace)}\n`).join('');
    const path = `/v1/traces?source=${encodeURIComponent(source)}`;
    return JSON.parse(await this.ask('POST', path, lines, 'application/x-ndjson')) as never;
  }

  /** The rows of a list, page by page. */
  async *rows<T>(path: string, limit = 100): AsyncGenerator<T> {
    let after = '';
    for (;;) {
      const page = await this.get<{ rows: T[]; next: string | null }>(`${path}?limit=${limit}${after}`);
      yield* page.rows;
      if (page.next === null) return;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  /** Pages of changes after a cursor. Keep the cursor of a page once its entries are stored. */
  async *feed(from = '', limit = 500): AsyncGenerator<{ entries: unknown[]; cursor: string }> {
    let cursor = from;
    for (;;) {
      let text: string;
      try {
        text = await this.ask('GET', `/v1/feed?limit=${limit}&after=${encodeURIComponent(cursor)}`);
      } catch (error) {
        // The hub was restored from a backup: everything is read again.
        if (!(error instanceof Problem) || error.code !== 'CONFLICT' || cursor === '') throw error;
        cursor = '';
        continue;
      }
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      const end = lines.pop() as { end?: true; count?: number; cursor: string; hasMore: boolean };
      if (end.end !== true || end.count !== lines.length)
        throw new Error('the page was cut off: read it again');
      cursor = end.cursor;
      yield { entries: lines, cursor };
      if (!end.hasMore) return;
    }
  }
}

const hub = new Hub(process.env['HUB'] ?? '', process.env['TOKEN'] ?? '');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const me = await hub.get<{ person: { name: string } }>('/v1/me');
say(`me: ${me.person.name}`);

const trace = {
  id: 'typescript-1',
  occurredAt: '2026-03-02T08:00:00.000Z',
  prompt: [{ role: 'user', text: 'Where is my parcel?' }],
  output: 'It arrives tomorrow.',
};
const report = await hub.sendTraces('client-typescript', [trace]);
say(`traces: ${report.stored + report.repeated} there, ${report.rejected} rejected`);

let batches = 0;
for await (const _ of hub.rows('/v1/batches', 1)) batches += 1;
say(`batches: ${batches}`);

let count = 0;
let cursor = '';
for await (const page of hub.feed('', 100)) {
  count += page.entries.length;
  ({ cursor } = page);
}
say(`feed: ${count} entries, cursor ${cursor}`);

try {
  await hub.get('/v1/audits/00000000-0000-4000-8000-000000000000/report');
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  say(`problem: ${error.code}`);
}
