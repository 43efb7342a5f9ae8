import { expect, test } from 'vitest';
import { findPinFault } from './new-pin.ts';

test.each(['', '123', '12a4', '1111', '1234', '9876', '0123456', '1234567890123'])(
  '%j cannot be a PIN',
  (pin) => {
    expect(findPinFault(pin, pin)).not.toBeNull();
  },
);

test('a PIN that nobody guesses at once can be used when it was typed twice the same', () => {
  expect(findPinFault('2468', '2468')).toBeNull();
  expect(findPinFault('2468', '2469')).toBe('The two PINs differ.');
});
