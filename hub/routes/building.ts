import { fail } from './fail.ts';
export const building = (): never => {
  throw fail('CONFLICT', { what: 'This is being built.', remedy: 'Wait.' });
};
