/**
 * A taxonomy in the making while its screen is shown: changed by pure steps, stored as it is typed. Invariant: what is on the
 * screen is what will be stored; nothing is stored before something was typed.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BegunTaxonomy } from '../../../shared/domain/new-taxonomy.ts';
import { beginTaxonomy } from '../../../shared/taxonomy/first-version.ts';
import { client } from '../../lib/client.ts';
import { nextDraftOrder } from '../../lib/draft-order.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useSaver } from './use-saver.ts';

export type BegunStep = (begun: BegunTaxonomy) => BegunTaxonomy;

export interface Begun {
  begun: BegunTaxonomy;
  /** Something was typed, now or earlier. */
  isBegun: boolean;
  change: (step: BegunStep) => void;
  discard: () => Promise<void>;
  /** Waits until it is stored. */
  settle: () => Promise<void>;
  /** It was published: forgets whatever waits to be stored. */
  forget: () => Promise<void>;
  failure: ShownProblem | null;
}

const save = (begun: BegunTaxonomy, isLast: boolean) =>
  client.taxonomies.saveBegun({ begun, order: nextDraftOrder() }, { context: { isLast } });

export function useBegun(found: BegunTaxonomy | null): Begun {
  const [state, setState] = useState({
    begun: found ?? beginTaxonomy(),
    isStored: true,
    isBegun: found !== null,
  });
  const { saver, failure } = useSaver(save);
  const queries = useQueryClient();
  const { begun, isStored, isBegun } = state;
  useEffect(() => {
    if (!isStored) saver.change(begun);
  }, [begun, isStored, saver]);
  const refresh = () => queries.invalidateQueries({ queryKey: api.taxonomies.key() });
  return {
    begun,
    isBegun,
    change: (step) => setState((now) => ({ begun: step(now.begun), isStored: false, isBegun: true })),
    discard: async () => {
      await saver.settle();
      await client.taxonomies.discardBegun({});
      setState({ begun: beginTaxonomy(), isStored: true, isBegun: false });
      await refresh();
    },
    settle: () => saver.flush(),
    forget: async () => {
      await saver.settle();
      await refresh();
    },
    failure,
  };
}
