import type { ReactNode } from 'react';
import type { Person } from '../../../shared/domain/person.ts';

export function WeeklyTab({ me }: { me: Person }): ReactNode {
  return <p>{me.name}</p>;
}
