/** The form of a warehouse view as it is typed, and as the hub wants it. Pure. */
import type { WarehouseView } from '../../../shared/contract/hub-traces.ts';
import { slug } from '../../../shared/domain/ids.ts';

export interface ViewDraft {
  name: string;
  connection: string;
  relation: string;
  /** Field → column as typed; empty for none. */
  mapping: Record<string, string>;
}

export const mappedFields: readonly { field: string; title: string; isNeeded: boolean }[] = [
  { field: 'id', title: 'Id', isNeeded: true },
  { field: 'occurredAt', title: 'Time of the answer', isNeeded: true },
  { field: 'prompt', title: 'Prompt', isNeeded: true },
  { field: 'output', title: 'Output', isNeeded: true },
  { field: 'context', title: 'Context', isNeeded: false },
  { field: 'model', title: 'Model', isNeeded: false },
  { field: 'riskClass', title: 'Risk class', isNeeded: false },
  { field: 'intent', title: 'Intent', isNeeded: false },
  { field: 'language', title: 'Language', isNeeded: false },
  { field: 'channel', title: 'Channel', isNeeded: false },
];

export const emptyView: ViewDraft = {
  name: '',
  connection: '',
  relation: '',
  mapping: { id: 'id', occurredAt: 'occurred_at', prompt: 'prompt', output: 'output' },
};

type Problems = Partial<Record<keyof ViewDraft, string>>;

/** What was typed, or what is missing of it. */
export function readView(
  draft: ViewDraft,
): { ok: true; value: { name: string; warehouse: WarehouseView } } | { ok: false; problems: Problems } {
  const mapping = Object.fromEntries(
    Object.entries(draft.mapping)
      .map(([field, column]) => [field, column.trim()] as const)
      .filter(([, column]) => column !== ''),
  );
  const [name, connection, relation] = [draft.name, draft.connection, draft.relation].map((one) =>
    one.trim(),
  );
  const problems: Problems = {};
  if (name === undefined || name === '') problems.name = 'Give the source a name.';
  if (!slug.safeParse(connection).success) {
    problems.connection = 'A connection is named by lower case letters, digits and _.';
  }
  if (relation === undefined || relation === '') problems.relation = 'Say which table or view.';
  const missing = mappedFields.filter(({ field, isNeeded }) => isNeeded && mapping[field] === undefined);
  if (missing.length > 0) {
    problems.mapping = `Say which column is ${missing.map((one) => one.title.toLowerCase()).join(', ')}.`;
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      name: name ?? '',
      warehouse: { connection: connection ?? '', relation: relation ?? '', mapping },
    },
  };
}
