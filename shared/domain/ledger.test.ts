import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256Hex, uuidFromText } from './canonical.ts';
import type { Digest, EventId, LedgerId, PersonId } from './ids.ts';
import type { ChainHead, EventInput, WireEvent } from './ledger.ts';
import { envelope, GENESIS, openEvent, sealEvent, verifyChain, wireEvent } from './ledger.ts';

const ledger = uuidFromText('ledger') as LedgerId;
const start: ChainHead = { seq: 0, hash: GENESIS };

function input(at: number, body: unknown = { note: `event ${at}`, at }): EventInput {
  return {
    id: uuidFromText(`event ${at}`) as EventId,
    kind: 'review.submitted',
    kindVersion: 1,
    at: new Date(Date.UTC(2025, 10, 3, 9, at)).toISOString(),
    actor: uuidFromText('person') as PersonId,
    subject: {},
    body,
    salt: sha256Hex(`salt ${at}`).slice(0, 32),
  };
}

function seal(count: number, body?: (at: number) => unknown): WireEvent[] {
  const events: WireEvent[] = [];
  let head = start;
  for (let at = 1; at <= count; at += 1) {
    const event = sealEvent(ledger, head, body === undefined ? input(at) : input(at, body(at)));
    events.push(event);
    head = { seq: at, hash: event.hash };
  }
  return events;
}

/** One event sealed by hand around any envelope text, hashes fitting. */
function wrap(text: string, event: WireEvent): WireEvent {
  return { ...event, envelope: text, hash: sha256Hex(text) };
}

const only = (events: readonly WireEvent[]): WireEvent => {
  const [event] = events;
  if (event === undefined) throw new Error('no event');
  return event;
};

const body = fc.record({
  note: fc.string({ unit: 'grapheme' }),
  score: fc.double({ noNaN: true, noDefaultInfinity: true }),
  list: fc.array(fc.oneof(fc.integer(), fc.boolean(), fc.constant(null))),
});

describe('sealing an event', () => {
  it('makes an event that opens to what went in', () => {
    const event = only(seal(1));
    expect(wireEvent.parse(event)).toEqual(event);
    const opened = openEvent(event);
    expect(opened).toMatchObject({
      ok: true,
      envelope: { seq: 1, prev: GENESIS, kind: 'review.submitted', ledger },
    });
    expect(JSON.parse(event.body ?? '')).toEqual({ note: 'event 1', at: 1 });
  });

  it('refuses a body that has no JSON form', () => {
    expect(() => sealEvent(ledger, start, input(1, { score: Number.NaN }))).toThrow(TypeError);
    expect(() => sealEvent(ledger, start, input(1, [undefined]))).toThrow(TypeError);
  });

  it('makes chains that verify, whatever the bodies hold', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 6 }), (bodies) => {
        const events = seal(bodies.length, (at) => bodies[at - 1]);
        const last = events.at(-1);
        expect(verifyChain(ledger, start, events)).toEqual({
          ok: true,
          count: bodies.length,
          head: { seq: bodies.length, hash: last?.hash ?? GENESIS },
        });
      }),
    );
  });

  it('hides equal bodies behind their salts', () => {
    const hashes = seal(2, () => ({ same: true })).map(
      (event) => (JSON.parse(event.envelope) as { bodyHash: string }).bodyHash,
    );
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

describe('a chain with one changed character', () => {
  const parts = ['envelope', 'hash', 'body', 'salt'] as const;
  const other = fc.constantFrom(
    '0',
    '1',
    'a',
    'A',
    'f',
    'Z',
    ' ',
    '"',
    '{',
    '\\',
    '\u0000',
    'é',
    '\ufffd',
    '\ud83d',
  );

  it('is found out, at every position of every part of every event, at the event it is in', () => {
    const events = seal(3, (at) => ({ note: `Größe ${at} 😀 \ufffd`, at }));
    for (const [at, event] of events.entries()) {
      for (const part of parts) {
        const text = event[part] ?? '';
        for (let place = 0; place < text.length; place += 1) {
          fc.assert(
            fc.property(other, (character) => {
              fc.pre(text[place] !== character);
              const changed = text.slice(0, place) + character + text.slice(place + 1);
              const forged = events.with(at, { ...event, [part]: changed });
              expect(verifyChain(ledger, start, forged), `${part} ${place}`).toMatchObject({
                ok: false,
                seq: at + 1,
              });
            }),
            { numRuns: 4 },
          );
        }
      }
    }
  });

  it('is found out when a character is added or taken away', () => {
    const event = only(seal(1));
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), other, (part, where, character) => {
        const text = event[part] ?? '';
        const place = where % text.length;
        for (const changed of [
          text.slice(0, place) + text.slice(place + 1),
          text.slice(0, place) + character + text.slice(place),
        ]) {
          expect(openEvent({ ...event, [part]: changed } as WireEvent)).toMatchObject({ ok: false });
        }
      }),
    );
  });

  it('is found out when only the case of a letter in the salt differs, though the bytes are the same', () => {
    const event = seal(8).find((one) => /[a-f]/.test(one.salt));
    if (event === undefined) throw new Error('no salt with a letter');
    expect(openEvent({ ...event, salt: event.salt.toUpperCase() })).toEqual({
      ok: false,
      fault: 'BODY_MISMATCH',
    });
  });

  it('is found out when the body holds half of a surrogate pair in place of U+FFFD, though the bytes are the same', () => {
    const event = only(seal(1, () => ({ note: '\ufffd' })));
    const forged = (event.body ?? '').replace('\ufffd', '\ud800');
    expect(openEvent({ ...event, body: forged })).toEqual({ ok: false, fault: 'BODY_MISMATCH' });
  });
});

describe('verifying a chain', () => {
  const events = seal(4);
  const without = (at: number): WireEvent[] => events.toSpliced(at, 1);

  it('finds a gap at the first event that is missing', () => {
    for (let at = 0; at < 3; at += 1) {
      expect(verifyChain(ledger, start, without(at))).toEqual({ ok: false, fault: 'GAP', seq: at + 1 });
    }
  });

  it('finds events that are doubled or out of order', () => {
    expect(verifyChain(ledger, start, [...events.slice(0, 2), ...events.slice(1)])).toMatchObject({
      fault: 'GAP',
      seq: 3,
    });
    expect(verifyChain(ledger, start, events.toReversed())).toMatchObject({ fault: 'GAP', seq: 1 });
  });

  it('finds an event that follows another than the one before it', () => {
    const [first] = events;
    const forked = sealEvent(ledger, { seq: 1, hash: sha256Hex('another first event') }, input(2));
    if (first === undefined) throw new Error('no event');
    expect(verifyChain(ledger, start, [first, forked])).toEqual({
      ok: false,
      fault: 'PREV_MISMATCH',
      seq: 2,
    });
  });

  it('finds a whole event that was replaced by a well-made one, at the event after it', () => {
    const forged = sealEvent(ledger, { seq: 1, hash: only(events).hash }, input(2, { note: 'never said' }));
    expect(verifyChain(ledger, start, events.with(1, forged))).toEqual({
      ok: false,
      fault: 'PREV_MISMATCH',
      seq: 3,
    });
  });

  it('finds events of another ledger', () => {
    const other = uuidFromText('other') as LedgerId;
    expect(verifyChain(other, start, events)).toEqual({ ok: false, fault: 'WRONG_LEDGER', seq: 1 });
  });

  it('goes on from any head', () => {
    const [, second] = events;
    const head: ChainHead = { seq: 2, hash: second?.hash ?? GENESIS };
    expect(verifyChain(ledger, head, events.slice(2))).toMatchObject({
      ok: true,
      count: 2,
      head: { seq: 4 },
    });
    expect(verifyChain(ledger, { seq: 2, hash: GENESIS }, events.slice(2))).toMatchObject({
      fault: 'PREV_MISMATCH',
    });
  });

  it('holds when bodies have been erased', () => {
    const erased = events.map((event) => ({ ...event, body: null }));
    expect(verifyChain(ledger, start, erased)).toMatchObject({ ok: true, count: 4 });
  });

  it('answers the head it was given for no events', () => {
    expect(verifyChain(ledger, start, [])).toEqual({ ok: true, head: start, count: 0 });
  });
});

describe('opening an event', () => {
  const event = only(seal(1));
  const fields = JSON.parse(event.envelope) as Record<string, unknown>;

  it('refuses an envelope that is not canonical, though its hash fits', () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(fields).toReversed()));
    const spaced = JSON.stringify(fields, null, 1);
    const escaped = event.envelope.replace('review', '\\u0072eview');
    const doubled = event.envelope.replace('{', '{"actor":1,');
    const exponent = event.envelope.replace('"seq":1', '"seq":1e0');
    for (const text of [turned, spaced, escaped, doubled, exponent]) {
      expect(text).not.toBe(event.envelope);
      expect(openEvent(wrap(text, event)), text).toEqual({ ok: false, fault: 'NOT_CANONICAL' });
    }
  });

  it('refuses an envelope that is no JSON, lacks a field, has one too many or a bad one', () => {
    const { prev, ...rest } = fields;
    const texts = [
      '',
      'null',
      '[]',
      '{',
      canonicalJson(rest),
      canonicalJson({ ...fields, more: 1 }),
      canonicalJson({ ...fields, seq: 0 }),
      canonicalJson({ ...fields, seq: 1.5 }),
      canonicalJson({ ...fields, kind: 'Review' }),
      canonicalJson({ ...fields, at: 'yesterday' }),
      canonicalJson({ ...fields, prev: String(prev).slice(1) }),
      canonicalJson({ ...fields, v: 2 }),
    ];
    for (const text of texts)
      expect(openEvent(wrap(text, event)), text).toEqual({ ok: false, fault: 'BAD_ENVELOPE' });
  });

  it('refuses a hash that is not that of the envelope before it reads anything', () => {
    expect(openEvent({ ...event, hash: sha256Hex('x') as Digest, envelope: '{' })).toEqual({
      ok: false,
      fault: 'HASH_MISMATCH',
    });
  });

  it('reads the envelope without changing its text', () => {
    const opened = openEvent(event);
    expect(opened.ok && canonicalJson(opened.envelope)).toBe(event.envelope);
    expect(envelope.parse(fields)).toEqual(opened.ok ? opened.envelope : null);
  });
});
