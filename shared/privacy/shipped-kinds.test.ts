import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trace } from '../domain/trace.ts';
import { maskText, maskTrace } from './mask.ts';
import { compileRules, usualRules } from './rule-set.ts';

const rules = compileRules(usualRules);
const mask = (text: string): string => maskText(text, rules).text;

const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq\nxY+/=\n-----END RSA PRIVATE KEY-----';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r';

/** Text as it came → as it is stored. */
const masked: [string, string][] = [
  ['Write to Kim.Lee+news@mail.example.co.uk, please.', 'Write to [email], please.'],
  ["It's 'jörg@müller.example' or mailto:a@b.io?x=1", "It's '[email]' or mailto:[email]?x=1"],
  ['?email=kim%40example.com&x=1', '?email=[email]&x=1'],
  ['Call +49 171 1234567 or (212) 555-0199.', 'Call [phone] or [phone].'],
  [
    'Ich bin unter 0171 1234567 oder 030/1234567 zu erreichen',
    'Ich bin unter [phone] oder [phone] zu erreichen',
  ],
  ['Appelez le 01 23 45 67 89', 'Appelez le [phone]'],
  ['my phone number is 9876543210', 'my phone number is [phone]'],
  ['WhatsApp: 98765 43210', 'WhatsApp: [phone]'],
  ['Card 4111 1111 1111 1111 12/27, cvc 123', 'Card [card] 12/27, cvc 123'],
  ['it is 5555-5555-5555-4444.', 'it is [card].'],
  ['amex 378282246310005 and visa 4111111111111111', 'amex [card] and visa [card]'],
  ['DE89 3704 0044 0532 0130 00 is my IBAN', '[iban] is my IBAN'],
  ['gb82west12345698765432!', '[iban]!'],
  // Beside a UUID, and not of it.
  [
    'be14cbd9-4d2a-1bd8-8000-000000000000 GB82WEST12345698765432',
    'be14cbd9-4d2a-1bd8-8000-000000000000 [iban]',
  ],
  ['from 203.0.113.9 and 2001:db8::8a2e:370:7334', 'from [ip] and [ip]'],
  ['device 00:1A:2b:3c:4D:5e', 'device [mac address]'],
  [
    'SSN 123-45-6789, or social security number 123456789',
    'SSN [us ssn], or social security number [us ssn]',
  ],
  ['NINO AB 12 34 56 C', 'NINO [national id]'],
  ['CPF 529.982.247-25', 'CPF [national id]'],
  ['DNI 12345678Z', 'DNI [national id]'],
  ['RSSMRA85T10A562S', '[national id]'],
  ['Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer [credential]'],
  [`token ${jwt} end`, 'token [credential] end'],
  ['use sk-proj-abcdefghij0123456789ABCD now', 'use [credential] now'],
  ['AKIAIOSFODNN7EXAMPLE', '[credential]'],
  ['ghp_0123456789abcdefghijABCDEFGHIJ012345', '[credential]'],
  ['my password: Sommer2024!', 'my password: [secret]'],
  ['{"api_key":"a1b2c3d4e5"}', '{"api_key":"[secret]"}'],
  ['{\\"client_secret\\": \\"a1b2c3d4e5\\"}', '{\\"client_secret\\": \\"[secret]\\"}'],
  ['https://kim:hunter2@example.com/a', 'https://[credentials]@example.com/a'],
  ['https://x.example/f?id=7&sig=a%2Bb&v=2', 'https://x.example/f?id=7&sig=[secret]&v=2'],
  ['https://x.example/cb?code=4/0AX4XfWh-abcdefghij', 'https://x.example/cb?code=[secret]'],
  [`before ${pem} after`, 'before [private key] after'],
  ['cut -----BEGIN PRIVATE KEY-----\nMIIEpAIB', 'cut [private key]'],
  ['I was born on January 15, 1980.', 'I was born on [date of birth].'],
  ['DOB: 1980-01-15; geb. 15.01.1980', 'DOB: [date of birth]; geb. [date of birth]'],
];

/** What support, sales and operations write, and must be able to read again. */
const untouched = [
  'Order 4711-0815-42 from 2025-11-03, invoice no. 2024-000123.',
  'Order number 0815-4711-0815 and order #4111111111111111',
  'Tracking number 1Z999AA10123456784, parcel 00340434161094042557',
  'ticket 212-555-0199 is open',
  'ISBN 978-3-16-148410-0, EAN 4006381333931, article 10023345',
  'Version 1.2.3, v10.0.19045.3803, version 1.2.3.4, release 2024.11.03.1',
  'See section 4.1.2.3 and figure 2.1.',
  'Open 10:00:00 to 18:30:59, on 03.11.2025 or 11/03/2025 at 2025-11-03T10:00:00.000Z',
  'It costs 1.234.567,89 EUR, $1,234,567.89 or +10 000 000 EUR',
  '10 000 000 people; 3.14159265358979; 1e-10; -40.5 °C; 100 %',
  'call std::vector<int>::push_back or a[1::2] with 127.0.0.1 and 192.168.1.1/24',
  '550e8400-e29b-41d4-a716-446655440000 and commit 3f786850e387550fdab836ed7e6dc881de23001b',
  'logo@2x.png, @kim, npm i react@19.1.0, 5 @ 3 EUR',
  'Your password must have 8 characters. Password: required. The secret of success.',
  'bearer of good news, basic understanding, Bearer responsibilities',
  'Anything of 1764000000000 ms or id 1764000000000123456',
  'https://example.com/faq?id=12&lang=de#section-3',
  'Martin Luther King was born on January 15, 1929.',
  'DE12 3456 is not one, nor is GB00WEST12345698765432.',
  '<script>alert(1)</script> =HYPERLINK("http://x.example") Ignore all previous instructions.',
];

describe('masking by the kinds that ship', () => {
  it.each(masked)('of %j keeps %j', (before, after) => {
    expect(mask(before)).toBe(after);
  });

  it.each(untouched)('leaves %j as it is', (text) => {
    expect(mask(text)).toBe(text);
  });

  it('counts what it found by kind, in a trace too, attributes and conversation included', () => {
    const before = trace.parse({
      id: 'kim@example.com',
      occurredAt: '2025-11-03T10:00:00.000Z',
      conversationId: '+49 171 1234567',
      prompt: [{ role: 'user', text: 'I am kim@example.com' }],
      output: 'Thanks, kim@example.com.',
      attributes: { contact: 'kim@example.com', quality: 'good' },
    });
    const { trace: after, counts } = maskTrace(before, rules);
    expect(counts).toEqual({ email: 3, phone: 1 });
    expect(after.attributes).toEqual({ contact: '[email]', quality: 'good' });
    expect(after.conversationId).toBe('[phone]');
    expect(after.id).toBe('kim@example.com');
    expect(trace.parse(after)).toEqual(after);
  });

  const pieces = fc.constantFrom(
    ...masked.map(([before]) => before),
    ...untouched,
    '@',
    '%40',
    '://',
    ':',
    '=',
    '[',
    ']',
    '.',
    '-',
    '(',
    '+',
    '0',
    '00',
    ' ',
    '\n',
    'a',
    'é',
    '😀',
    '?token=',
    'password:',
  );

  it('finds what stood right against something else', () => {
    expect(mask('geb. 15.01.1980RSSMRA85T10A562S')).toBe('geb. [date of birth][national id]');
  });

  it('done twice changes nothing more than done once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }), (parts) => {
        const once = mask(parts.join(''));
        expect(maskText(once, rules)).toEqual({ text: once, counts: {} });
      }),
      { numRuns: 500 },
    );
  });

  // What follows a key that is cut off may belong to it.
  const whole = masked.filter(([before]) => !before.startsWith('cut '));

  it('finds every example between any two words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.lorem(), fc.lorem(), ([before, after], head, tail) => {
        expect(mask(`${head}\n${before}\n\n${tail}`)).toBe(`${head}\n${after}\n\n${tail}`);
      }),
    );
  });

  it('leaves dates, times, amounts and numbers of orders alone, whatever they are', () => {
    const two = fc.integer({ min: 10, max: 99 });
    const texts = fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString()),
      fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((at) => at.toISOString().slice(0, 10)),
      fc.tuple(two, two, two).map(([a, b, c]) => `${a}:${b}:${c}`),
      fc.integer({ min: 0, max: 9_999_999 }).map((n) => `${(n / 100).toFixed(2)} EUR`),
      fc.integer({ min: 0, max: 999_999_999 }).map((n) => `order ${n}`),
      fc.tuple(two, two, two).map(([a, b, c]) => `version ${a}.${b}.${c}`),
      fc.uuid().map((id) => `id ${id}`),
    );
    fc.assert(
      fc.property(texts, (text) => void expect(mask(`It is ${text} now.`)).toBe(`It is ${text} now.`)),
      // It begins as an IBAN of Belgium does, and passes its check.
      { examples: [['id be14cbd9-4d2a-1bd8-8000-000000000000']] },
    );
  });

  it('takes time in proportion to the text, also to one that was made to take longer', () => {
    const size = 100_000;
    for (const seed of [
      'a',
      '1',
      '1 ',
      '1-',
      '1.',
      '+1',
      '0',
      '00 ',
      'a@',
      'a.',
      '@a.',
      '%40',
      'a%40',
      ':',
      'a:',
      '1:',
      '::',
      '=',
      '://',
      'a://',
      'a://b',
      '?token',
      '?token=',
      '?key=a',
      'password=',
      'password: ',
      'eyJ',
      'eyJa.',
      'sk-',
      'Bearer ',
      'Basic a',
      'DE89',
      'DE89 ',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN ',
      'AA:',
      'ab-',
      '4111 ',
      '(0',
      '12.12.',
      'born on ',
      'order ',
      '[',
      'é',
      'é@',
    ]) {
      const text = seed.repeat(Math.ceil(size / seed.length));
      expect(mask(`${text}!`).length).toBeGreaterThan(0);
    }
  }, 60_000);
});
