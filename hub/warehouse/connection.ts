/**
 * Connections to warehouses: addresses come from the environment of whoever runs the hub and never leave this file. Every
 * answer is one read-only transaction on one snapshot, which ends without a trace.
 *
 * Invariant: nothing is ever written, whatever the role may do; what goes wrong there is said in our words.
 */
import { Client } from 'pg';
import type { RunSql } from '../../shared/frame-sql/ask-frame.ts';
import { codeOf } from '../failure.ts';
import { fail } from '../routes/fail.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Longer than a scan of a large table takes, shorter than anybody waits. */
const STATEMENT_TIMEOUT_MS = 5 * 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Name of the variable that holds the address of a connection. */
function variableOf(connection: string): string {
  return `ASSAY_WAREHOUSE_${connection.toUpperCase()}_URL`;
}

/** Runs `act` within one read-only snapshot. Throws SOURCE_UNREADABLE, SOURCE_CHANGED, or what `act` throws. */
export async function inWarehouse<T>(
  connection: string,
  env: Environment,
  act: (run: RunSql) => Promise<T>,
): Promise<T> {
  const client = await connect(connection, env);
  const run: RunSql = async (text) => {
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } catch (error) {
      throw translate(connection, error);
    }
  };
  try {
    await run('SET default_transaction_read_only = on');
    await run(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    await run("SET TIME ZONE 'UTC'");
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await act(run);
  } finally {
    // Closing gives the transaction up; a server that is gone already has nothing to say.
    await client.end().catch(() => undefined);
  }
}

async function connect(connection: string, env: Environment): Promise<Client> {
  const connectionString = env[variableOf(connection)];
  if (connectionString === undefined || connectionString === '') {
    throw fail('SOURCE_UNREADABLE', {
      what: `This hub has no connection "${connection}".`,
      where: variableOf(connection),
      remedy:
        'Whoever runs the hub sets this variable to the address of the warehouse and starts the hub again.',
    });
  }
  try {
    const client = new Client({
      connectionString,
      application_name: 'assay-hub-warehouse',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    // The statement that was running says what happened.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw unreachable(connection, error);
  }
}

function unreachable(connection: string, error: unknown): Error {
  return fail(
    'SOURCE_UNREADABLE',
    {
      what: `The warehouse cannot be reached (${codeOf(error) ?? 'no answer'}).`,
      where: `connection ${connection}`,
      remedy: `Whoever runs the hub checks ${variableOf(connection)}, the network, and that the role may sign in.`,
    },
    error,
  );
}

/** By class of PostgreSQL's codes (appendix A of its manual). The server's own words may hold what a row holds. */
function translate(connection: string, error: unknown): Error {
  const code = codeOf(error) ?? '';
  const where = `connection ${connection}`;
  if (code === '42P01' || code === '42703') {
    return fail('SOURCE_CHANGED', {
      what: 'The table or a column of it is no longer there.',
      where,
      remedy: 'Restore it, or add a source with the columns that are there now.',
    });
  }
  if (code === '42501') {
    return fail('SOURCE_UNREADABLE', {
      what: 'The role of this connection may not read the table.',
      where,
      remedy: 'Grant it USAGE on the schema and SELECT on the table; it needs nothing else.',
    });
  }
  if (code === '57014') {
    return fail('SOURCE_UNREADABLE', {
      what: 'The warehouse took longer than five minutes.',
      where,
      remedy: 'Choose a shorter window, or index the table by its time.',
    });
  }
  if (code.startsWith('22')) {
    return fail('SOURCE_UNREADABLE', {
      what: `A value of the table does not fit its type (${code}).`,
      where,
      remedy: 'Make a view that casts the column, and use the view.',
    });
  }
  if (code === '' || /^(08|53|57|E)/.test(code)) return unreachable(connection, error);
  return fail(
    'SOURCE_UNREADABLE',
    {
      what: `The warehouse did not answer the question (${code}).`,
      where,
      remedy: 'Look into the log of the warehouse; a plain view over the table often helps.',
    },
    error,
  );
}
