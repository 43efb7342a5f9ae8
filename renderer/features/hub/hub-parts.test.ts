import { describe, expect, it } from 'vitest';
import { partBeside, partFrom, partsOf } from './hub-parts.ts';

const ids = (role: Parameters<typeof partsOf>[0]): string[] => partsOf(role).map((one) => one.id);

describe('the parts of the Hub screen', () => {
  it('are all there for those who run or watch audits, and without the weekly ones for an owner', () => {
    const all = ['people', 'sources', 'work', 'gold', 'weekly'];
    expect([ids('lead'), ids('admin'), ids('auditor')]).toEqual([all, all, all]);
    expect(ids('owner')).toEqual(['people', 'sources', 'work', 'gold']);
  });

  it('are found by address, and the first one is shown for an address that names none that is offered', () => {
    const owner = partsOf('owner');
    expect(partFrom('gold', owner)).toBe('gold');
    expect(partFrom('weekly', owner)).toBe('people');
    expect(partFrom(null, owner)).toBe('people');
  });

  it('go round', () => {
    const owner = partsOf('owner');
    expect(partBeside('gold', owner, 1)).toBe('people');
    expect(partBeside('people', owner, -1)).toBe('gold');
  });
});
