/**
 * The filter above the worklist: words, and one choice for each part, with how many cases each would leave. A part that is
 * set stands out, and can be let go of by itself or with all others.
 */
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import { formatCount } from '../../lib/format.ts';
import { api } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { emptyFilter, isNarrowed, listParts, withPart, withText } from './filter-view.ts';
import type { Facets, FilterPart, PartName } from './filter-view.ts';
import classes from './filter-bar.module.css';

/** How long after the last letter the list is asked for. */
const TYPING_MS = 140;

function Part({
  part,
  onChange,
}: {
  part: FilterPart;
  onChange: (name: PartName, value: string) => void;
}): ReactNode {
  const isSet = part.value !== '' && !(part.name === 'state' && part.value === 'waiting');
  return (
    <select
      className={classes.part}
      aria-label={part.title}
      data-set={isSet || undefined}
      value={part.value}
      onChange={(event) => onChange(part.name, event.target.value)}
    >
      <option value="">{part.any}</option>
      {part.options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.title} ({formatCount(one.cases)})
        </option>
      ))}
    </select>
  );
}

function TextFilter({
  filter,
  onFilter,
  field,
}: {
  filter: CaseFilter;
  onFilter: (filter: CaseFilter) => void;
  field: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const [typed, setTyped] = useState(filter.text ?? '');
  const [before, setBefore] = useState(filter.text);
  // Cleared or set elsewhere: the field follows.
  if (before !== filter.text) {
    setBefore(filter.text);
    if ((filter.text ?? '') !== typed.trim()) setTyped(filter.text ?? '');
  }
  useEffect(() => {
    if (typed.trim() === (filter.text ?? '')) return undefined;
    const timer = setTimeout(() => onFilter(withText(filter, typed.trim())), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filter, onFilter]);
  return (
    <input
      ref={field}
      type="search"
      className={classes.search}
      aria-label="Filter the cases by text"
      placeholder="What was asked"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

export interface FilterBarProps {
  filter: CaseFilter;
  facets: Facets;
  field: RefObject<HTMLInputElement | null>;
  onFilter: (filter: CaseFilter) => void;
}

/** Titles of everything that could be chosen once: what is chosen keeps its name also where nothing of it is left. */
function useSeenTitles(facets: Facets): ReadonlyMap<string, string> {
  const [seen] = useState(() => new Map<string, string>());
  useEffect(() => {
    for (const { value, title } of Object.values(facets).flat()) seen.set(value, title);
  }, [facets, seen]);
  return seen;
}

export const FilterBar = memo(function FilterBar(props: FilterBarProps): ReactNode {
  const { filter, facets, field, onFilter } = props;
  const { data: audits } = useQuery(api.audits.list.queryOptions({ input: {} }));
  const seen = useSeenTitles(facets);
  const titleOf = (name: PartName, value: string): string | undefined =>
    name === 'audit' ? audits?.find((one) => one.id === value)?.title : seen.get(value);
  return (
    <search className={classes.bar} aria-label="Filter of the worklist">
      <TextFilter filter={filter} onFilter={onFilter} field={field} />
      {listParts(filter, facets, titleOf).map((part) => (
        <Part
          key={part.name}
          part={part}
          onChange={(name, value) => onFilter(withPart(filter, name, value))}
        />
      ))}
      {filter.clusterId !== undefined && (
        <Button
          size="s"
          aria-label="Out of the cluster"
          icon={<IconX size={14} stroke={1.8} />}
          onClick={() => {
            const { clusterId: _, ...rest } = filter;
            onFilter(rest);
          }}
        >
          One cluster
        </Button>
      )}
      {isNarrowed(filter) && (
        <Button
          size="s"
          variant="quiet"
          icon={<IconX size={14} stroke={1.8} />}
          onClick={() => onFilter(emptyFilter)}
        >
          Clear
        </Button>
      )}
    </search>
  );
});
