/**
 * What a person does while the power may fail: every act of disagreements, taxonomies, norming and imports, each with what
 * it leaves in the store when it is there whole. Must not know when anything dies.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import type { ReadableStore } from '../../db/connection.ts';
import { findRow } from '../../db/connection.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import type { CaseRef, RulingId } from '../../shared/domain/adjudication.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { TaxonomyDraft } from '../../shared/domain/taxonomy-change.ts';
import { workingCopy } from './taxonomy-scene.ts';

export type Client = ContractRouterClient<Workbench>;

export interface Act {
  name: string;
  /** Does it; asked again, it changes nothing. */
  do(client: Client): Promise<unknown>;
  /** Rows that the store holds of it: none, or `whole`. */
  count(store: ReadableStore): number;
  whole: number;
  /** Whether it is there for ever; a working copy gives way to the next. */
  isLasting: boolean;
  /** Whether it is one commit of this device; what the hub does comes with a later one. */
  isDoneHere: boolean;
}

const lasting = { whole: 1, isLasting: true, isDoneHere: true };

/** Counts events of a kind whose body has this value. */
function countEvents(kind: string, member: string, value: string): Act['count'] {
  const sql = 'SELECT count(*) AS n FROM ledger_event WHERE kind = ? AND body ->> ? = ?';
  return (store) => findRow<{ n: number }>(store, sql, [kind, member, value])!.n;
}

const everything = { auditIds: [] };

/** Takes a case, or lets it go. */
export function claiming(of: CaseRef, isHeld: boolean): Act {
  const sql = `SELECT count(*) AS n FROM ledger_event WHERE kind = 'case.claimed'
    AND body ->> 'itemId' = ? AND body ->> 'question' = ? AND body ->> 'isHeld' = ?`;
  return {
    name: isHeld ? 'claim' : 'release',
    do: (client) => client.disagreements.claim({ ...of, isHeld }),
    count: (store) => findRow<{ n: number }>(store, sql, [of.itemId, of.question, isHeld ? 1 : 0])!.n,
    ...lasting,
  };
}

export function ruling(of: CaseRef, option: string, rulingId = randomUUID() as RulingId): Act {
  const said = { cause: 'edge_case', confidence: 'high', changesGuideline: true, supersedes: null } as const;
  const made = { ...of, rulingId, option, rationale: 'The passages say so.', ...said };
  return {
    name: 'rule',
    do: (client) => client.disagreements.rule({ ruling: made, filter: everything }),
    count: countEvents('adjudication.decided', 'rulingId', rulingId),
    ...lasting,
  };
}

export function appealing(of: CaseRef, rulingId: RulingId): Act {
  return {
    name: 'appeal',
    do: (client) => client.disagreements.appeal({ case: of, rulingId, reason: 'They say more than that.' }),
    count: countEvents('adjudication.appealed', 'rulingId', rulingId),
    ...lasting,
  };
}

export function commenting(of: CaseRef): Act {
  const commentId = randomUUID();
  const about = { kind: 'case', case: of } as const;
  return {
    name: 'comment',
    do: (client) => client.disagreements.comment({ commentId, about, text: 'Look at the second passage.' }),
    count: countEvents('comment.added', 'commentId', commentId),
    ...lasting,
  };
}

/** The newest version of the taxonomy that ships, with "Factual" redefined. */
export async function changedCopy(client: Client, words: string): Promise<TaxonomyDraft> {
  const { versions } = await client.taxonomies.get({ id: 'hallucination' });
  const copy = workingCopy(versions[0]!.taxonomy);
  const classes = copy.classes.map((one) => (one.id === 'factual' ? { ...one, definition: words } : one));
  return { ...copy, classes, operations: [{ kind: 'redefine', class: 'factual' }], summary: words };
}

export function savingDraft(draft: TaxonomyDraft): Act {
  const sql = `SELECT count(*) AS n FROM taxonomy_draft WHERE draft = ?`;
  return {
    name: 'saveDraft',
    do: async (client) => {
      await client.taxonomies.saveDraft({ draft });
      return (await client.taxonomies.get({ id: draft.taxonomy.id })).draft;
    },
    count: (store) => findRow<{ n: number }>(store, sql, [JSON.stringify(draft)])!.n,
    whole: 1,
    isLasting: false,
    isDoneHere: true,
  };
}

/** Its id is that of the proposal too. */
export function proposing(draft: TaxonomyDraft, proposalId: string): Act {
  const { taxonomy, classes, operations } = draft;
  const proposal = {
    proposalId,
    taxonomy,
    operation: operations[0]!,
    classes,
    rationale: 'Unclear.',
    cases: [],
  };
  return {
    name: 'propose',
    do: (client) => client.taxonomies.propose(proposal),
    count: countEvents('taxonomy.proposed', 'proposalId', proposalId),
    ...lasting,
  };
}

export function endingProposal(proposalId: string): Act {
  const outcome = { proposalId, outcome: 'withdrawn', reason: 'Said elsewhere.' } as const;
  return {
    name: 'endProposal',
    do: (client) => client.taxonomies.endProposal(outcome),
    count: countEvents('taxonomy.proposalEnded', 'proposalId', proposalId),
    ...lasting,
  };
}

/** By this device where there is no hub; by the hub where there is one, whose word comes as an entry of the feed. */
export function publishing(draft: TaxonomyDraft, isDoneHere: boolean): Act {
  const publicationId = randomUUID();
  const sql = `SELECT count(*) AS n FROM deliberation WHERE kind = 'taxonomy.published' AND body ->> 'publicationId' = ?`;
  return {
    name: 'publish',
    do: async (client) => {
      const said = await client.taxonomies.publish({ publicationId, draft, proposalIds: [], cases: [] });
      const { versions, draft: left } = await client.taxonomies.get({ id: draft.taxonomy.id });
      if (left !== null) throw new Error('the working copy is still there after its publication');
      return { said, newest: versions[0]!.taxonomy.version };
    },
    count: (store) => findRow<{ n: number }>(store, sql, [publicationId])!.n,
    ...lasting,
    isDoneHere,
  };
}

export function beginningRound(
  auditId: AuditId,
  cases: CaseRef[],
  personIds: PersonId[],
  roundId: string,
): Act {
  const round = { roundId, auditId, title: 'Refunds', cases, personIds, isLive: false };
  return {
    name: 'begin',
    do: (client) => client.norming.begin(round),
    count: countEvents('norming.begun', 'roundId', roundId),
    ...lasting,
  };
}

export function voting(roundId: string, of: CaseRef, stage: 'first' | 'second', option: string): Act {
  const sql = `SELECT count(*) AS n FROM ledger_event WHERE kind = 'norming.voted' AND body ->> 'roundId' = ?
    AND body ->> 'stage' = ? AND body ->> '$.case.itemId' = ?`;
  return {
    name: 'vote',
    do: (client) => client.norming.vote({ roundId, case: of, stage, option, rationale: 'As it is written.' }),
    count: (store) => findRow<{ n: number }>(store, sql, [roundId, stage, of.itemId])!.n,
    ...lasting,
  };
}

export function moving(roundId: string, stage: 'discuss' | 'second' | 'closed'): Act {
  const sql = `SELECT count(*) AS n FROM ledger_event
    WHERE kind = 'norming.moved' AND body ->> 'roundId' = ? AND body ->> 'stage' = ?`;
  return {
    name: 'move',
    do: (client) => client.norming.move({ roundId, stage }),
    count: (store) => findRow<{ n: number }>(store, sql, [roundId, stage])!.n,
    ...lasting,
  };
}

/**
 * Three people judged each of `items` answers elsewhere, and differ on every one. Makes an audit of its own; the first of a
 * store brings form and taxonomy along.
 */
export function importing(folder: string, items: number, isFirst = false): Act {
  const importId = randomUUID();
  const path = join(folder, `${importId}.csv`);
  const rows = Array.from({ length: items }, (_, n) =>
    ['ann', 'bob', 'cy'].map(
      (who, at) => `i${n},${who},What is ${n}?,It is ${n}.,${at === n % 3 ? 'bad' : 'good'}`,
    ),
  );
  writeFileSync(path, `${['item_id,annotator,question,answer,label', ...rows.flat()].join('\n')}\n`);
  const audit = { title: `Elsewhere ${importId.slice(0, 8)}`, isClosed: false, dueAt: null };
  const files = { paths: [path], preset: null, mapping: null, auditId: null };
  const sql = `SELECT count(*) AS n FROM ledger_event WHERE ledger_id IN
    (SELECT ledger_id FROM ledger_event WHERE kind = 'import.begun' AND body ->> 'importId' = ?)`;
  return {
    name: 'import',
    do: (client) => client.imports.run({ ...files, importId, name: 'Elsewhere', isSimulated: false, audit }),
    count: (store) => findRow<{ n: number }>(store, sql, [importId])!.n,
    // Begun, planned, drawn, assigned, and every review.
    whole: (isFirst ? 6 : 4) + 3 * items,
    isLasting: true,
    isDoneHere: true,
  };
}
