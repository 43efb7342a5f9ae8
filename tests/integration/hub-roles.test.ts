/** What screens offer against what the hub lets through. */
import { describe, expect, it } from 'vitest';
import { access } from '../../hub/routes/access.ts';
import { roles } from '../../shared/domain/person.ts';
import { hubOffers, isOffered, seesHub } from '../../shared/domain/hub-roles.ts';
import type { HubOffer } from '../../shared/domain/hub-roles.ts';

const table: Readonly<Record<string, readonly string[]>> = access;

describe('what screens offer of the hub', () => {
  it('is for every role exactly what the hub lets through', () => {
    for (const offer of Object.keys(hubOffers) as HubOffer[]) {
      for (const role of roles) {
        expect(isOffered(role, offer), `${role} ${offer}`).toBe(table[offer]?.includes(role));
      }
    }
  });

  it('is nothing for reviewers, for programs and for nobody', () => {
    expect(roles.filter(seesHub)).toEqual(['owner', 'lead', 'admin', 'auditor']);
    expect(seesHub(null)).toBe(false);
  });
});
