/**
 * Scorecards and taxonomies wherever a screen looks one up: those that ship, and those that were published. Until the
 * backend has answered, those that ship.
 */
import { useQuery } from '@tanstack/react-query';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { shippedCatalogue } from '../../shared/domain/catalogue.ts';
import { api } from './query.ts';

export function useCatalogue(): Catalogue {
  return useQuery(api.taxonomies.catalogue.queryOptions({ input: {} })).data ?? shippedCatalogue;
}
