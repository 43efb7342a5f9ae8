/** A seed that nobody could have guessed: 16 bytes of the platform's own randomness as 32 hex characters. */
export function newSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
