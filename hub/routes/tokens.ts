/** Tokens: everybody looks after their own, an admin after everybody's. */
import type { Person } from '../../shared/domain/person.ts';
import { isoNow } from '../outside.ts';
import { endToken, issueToken, rotateToken, toInfo } from '../people.ts';
import type { TokenRow } from '../store/tokens.ts';
import { findToken, listTokens } from '../store/tokens.ts';
import type { WritableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import type { RouteContext } from './context.ts';
import { os } from './context.ts';
import { fail, notFound } from './fail.ts';
import { decidedBy, getPerson, mustBeAhead, mustKeepAnAdmin } from './people.ts';

const isMine = ({ person }: RouteContext, personId: string): boolean =>
  person.role === 'admin' || person.id === personId;

/** A token of this person's, or any for an admin. Of others' it is not even said that they are there. */
async function getToken(
  hub: WritableHub,
  context: RouteContext,
  id: string,
): Promise<{ token: TokenRow; person: Person }> {
  const token = await findToken(hub, id);
  if (token === null || !isMine(context, token.personId)) {
    throw notFound('There is no such token among yours.');
  }
  return { token, person: await getPerson(hub, token.personId) };
}

const list = os.tokens.list.handler(async ({ context, input }) => {
  if (!isMine(context, input.personId)) {
    throw fail('FORBIDDEN', {
      what: 'These are the tokens of another person.',
      where: `person ${input.personId}`,
      remedy: 'Ask an admin of this hub.',
    });
  }
  const { db } = context.database;
  const person = await getPerson(db, input.personId);
  return (await listTokens(db, person.id)).map((row) => toInfo(row, person.role));
});

const issue = os.tokens.issue.handler(async ({ context, input }) => {
  const { database, log } = context;
  mustBeAhead(context, input.expiresAt);
  const { personId, ...wish } = input;
  const fresh = await inWrite(database.db, async (hub) =>
    issueToken(hub, await getPerson(hub, personId), wish, decidedBy(context)),
  );
  log.info({ by: context.person.id, personId, tokenId: fresh.tokenInfo.id }, 'token issued');
  return fresh;
});

const rotate = os.tokens.rotate.handler(async ({ context, input }) => {
  const { database, clock, log } = context;
  const fresh = await inWrite(database.db, async (hub) => {
    const { token, person } = await getToken(hub, context, input.tokenId);
    const isOver = token.expiresAt !== null && token.expiresAt <= isoNow(clock);
    if (token.revokedAt !== null || isOver) {
      throw fail('CONFLICT', {
        what: 'This token has ended already.',
        where: `token ${token.id}`,
        remedy: 'Ask an admin of this hub for a new one.',
      });
    }
    const graceMs = (input.graceSeconds ?? 0) * 1000;
    // An end that its holder could put off would bind nobody.
    const begins = context.person.role === 'admin';
    return rotateToken(hub, person, token, { graceMs, begins }, decidedBy(context));
  });
  log.info({ by: context.person.id, tokenId: input.tokenId, next: fresh.tokenInfo.id }, 'token rotated');
  return fresh;
});

const revoke = os.tokens.revoke.handler(async ({ context, input }) => {
  const { database, log } = context;
  const revoked = await inWrite(database.db, async (hub) => {
    const { token } = await getToken(hub, context, input.tokenId);
    if (token.revokedAt !== null) return 0;
    await mustKeepAnAdmin(hub, context, (one) => one.id === token.id);
    await endToken(hub, token, decidedBy(context));
    return 1;
  });
  log.info({ by: context.person.id, tokenId: input.tokenId, revoked }, 'token revoked');
  return { revoked };
});

export const tokens = { list, issue, rotate, revoke };
