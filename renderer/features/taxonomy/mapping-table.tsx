/** What labels of the old version mean in the new one: as it follows from the acts, or as the owner says by hand. */
import type { ReactNode } from 'react';
import type { ClassMapping, TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import { Badge } from '../../ui/badge.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { AGAIN, FOLLOWS, saidMapping, sayMapping } from './publish-view.ts';
import { mappingInWords } from './taxonomy-words.ts';
import type { WorkingCopy } from './working-copy.ts';

export interface MappingTableProps {
  mapping: readonly ClassMapping[];
  draft: TaxonomyDraft;
  copy: WorkingCopy;
}

export function MappingTable({ mapping, draft, copy }: MappingTableProps): ReactNode {
  const { base } = copy;
  const tellNew = titlesFrom(base.classes, draft.classes);
  const titleOf = (from: string): string => base.classes.find((one) => one.id === from)?.title ?? from;
  return (
    <Panel title="What labels made before mean" isFlush>
      <Table
        caption="Old classes and what their labels mean in the new version"
        rows={mapping}
        rowKey={(row) => row.from}
        isQuiet={(row) => row.kind === 'certain' && row.from === row.to}
        columns={[
          { key: 'from', title: `Version ${base.version}`, render: (row) => titleOf(row.from) },
          {
            key: 'to',
            title: 'In the new version',
            render: (row) => (
              <>
                {mappingInWords(row, tellNew, draft.classes.length)}{' '}
                {row.kind === 'relabel' && <Badge tone="warn">judged anew</Badge>}
              </>
            ),
          },
          {
            key: 'said',
            title: 'Said by',
            width: '26ch',
            render: (row) => (
              <SelectInput
                aria-label={`What labels of ${titleOf(row.from)} mean`}
                value={saidMapping(draft, row.from)}
                onChange={(event) => copy.change((now) => sayMapping(now, row.from, event.target.value))}
                options={[
                  { value: FOLLOWS, title: 'what the acts say' },
                  { value: AGAIN, title: 'you: look at them again' },
                  ...draft.classes.map((one) => ({ value: one.id, title: `you: certainly “${one.title}”` })),
                ]}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
