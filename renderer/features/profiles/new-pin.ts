/** What is wrong with a PIN that somebody chooses, in words; null when it can be used. Pure. */
export function findPinFault(pin: string, again: string): string | null {
  if (!/^[0-9]*$/.test(pin)) return 'Use digits only.';
  if (pin.length < 4) return 'Use at least 4 digits.';
  if (pin.length > 12) return 'Use at most 12 digits.';
  if (/^(\d)\1+$/.test(pin) || '01234567890123'.includes(pin) || '98765432109876'.includes(pin)) {
    return 'This is among the first that others would try. Choose another.';
  }
  return again === pin ? null : 'The two PINs differ.';
}
