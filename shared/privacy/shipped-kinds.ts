/**
 * The kinds of private data that Assay finds by itself, in the order in which they run: what is more telling goes first,
 * so that the number inside a key is not taken for a telephone number.
 *
 * Invariants: every finder takes time in proportion to the text, whatever the text; a replacement is found by no rule;
 * names and postal addresses are not found: no pattern tells them from other words.
 */
import type { MaskRule } from './mask.ts';
import { findEmails, findIpv4, findIpv6, findMacs } from './network-addresses.ts';
import { findBirthDates, findNationalIds, findSocialSecurity } from './personal-numbers.ts';
import { findCards, findIbans } from './payment-numbers.ts';
import { findPhones } from './phone-numbers.ts';
import { findAssignedSecrets, findCredentials, findPrivateKeys, findUrlSecrets } from './secrets.ts';

export interface ShippedKind extends MaskRule {
  /** What it finds, for those who choose. */
  sentence: string;
}

export const shippedKinds: readonly ShippedKind[] = [
  {
    kind: 'private_key',
    sentence: 'Private keys in PEM form, also such as are cut off.',
    find: findPrivateKeys,
  },
  {
    kind: 'url_secret',
    sentence: 'User names, passwords, tokens and signatures inside web addresses; the address itself stays.',
    find: findUrlSecrets,
  },
  {
    kind: 'credential',
    sentence: 'Bearer and basic authorisation, JSON web tokens, and API keys of well-known services.',
    find: findCredentials,
  },
  {
    kind: 'secret',
    sentence: 'Values given for a password, secret, API key or token, as in "password: …".',
    find: findAssignedSecrets,
  },
  { kind: 'email', sentence: 'E-mail addresses, also in other scripts.', find: findEmails },
  {
    kind: 'iban',
    sentence: 'IBANs with the length of their country and a right check number.',
    find: findIbans,
  },
  {
    kind: 'payment_card',
    sentence: 'Numbers of payment cards: prefix and length of a known brand and a right check digit.',
    find: findCards,
  },
  {
    kind: 'national_id',
    sentence:
      'National numbers of the United Kingdom, Brazil, Spain, Italy and France, checked where they can be.',
    find: findNationalIds,
  },
  { kind: 'us_ssn', sentence: 'Social security numbers of the United States.', find: findSocialSecurity },
  { kind: 'mac_address', sentence: 'Hardware addresses of network devices.', find: findMacs },
  { kind: 'ipv6', sentence: 'IPv6 addresses.', find: findIpv6 },
  {
    kind: 'ipv4',
    sentence:
      'Public IPv4 addresses: not private networks, loopback, masks, or numbers that are called a version.',
    find: findIpv4,
  },
  {
    kind: 'date_of_birth',
    sentence: 'Dates that are called a date of birth; other dates stay.',
    find: findBirthDates,
  },
  {
    kind: 'phone',
    sentence:
      'Telephone numbers: international, in the usual national forms, or called one; numbers called an order, invoice or ticket stay.',
    find: findPhones,
  },
];
