/** The tokens of one person, without their texts: last used, expiry; rotate with a grace, revoke, one more. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Person } from '../../../shared/domain/person.ts';
import { formatAgo, formatDay } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import type { TokenInfo } from './hub-queries.ts';
import { useIssueToken, useRevokeToken, useRotateToken, useTokens } from './hub-queries.ts';
import { expiries, expiryOf, graces } from './hub-words.ts';
import { Failed, Loaded } from './loaded.tsx';
import { TokenOnce } from './token-once.tsx';
import classes from './hub.module.css';

const isOver = (token: TokenInfo, nowMs: number): boolean =>
  token.revokedAt !== null || (token.expiresAt !== null && Date.parse(token.expiresAt) <= nowMs);

function stateInWords(token: TokenInfo, nowMs: number): string {
  if (token.revokedAt !== null) return `revoked ${formatDay(token.revokedAt)}`;
  if (isOver(token, nowMs)) return `expired ${formatDay(token.expiresAt ?? token.createdAt)}`;
  const used =
    token.lastUsedAt === null || token.lastUsedAt === undefined
      ? 'not used yet'
      : `last used ${formatAgo(token.lastUsedAt, nowMs)}`;
  const ends = token.expiresAt === null ? 'never expires' : `expires ${formatDay(token.expiresAt)}`;
  return `${used} · ${ends}`;
}

function Rotate({ onRotate }: { onRotate: (graceSeconds: number) => void }): ReactNode {
  const [grace, setGrace] = useState('86400');
  return (
    <div className={classes.rotate}>
      <Field label="The old one ends">
        {(control) => (
          <SelectInput
            {...control}
            value={grace}
            onChange={(event) => setGrace(event.target.value)}
            options={graces}
          />
        )}
      </Field>
      <Button onClick={() => onRotate(Number(grace))}>Make the new one</Button>
    </div>
  );
}

interface LineProps {
  token: TokenInfo;
  name: string;
  onFresh: (token: string) => void;
}

function RevokeOne({ token, name }: { token: TokenInfo; name: string }): ReactNode {
  const revoke = useRevokeToken();
  return (
    <>
      <Confirm
        label="Revoke"
        question={`Revoke this token of ${name}?`}
        confirmLabel="Revoke"
        keepLabel="Keep it"
        isBusy={revoke.isPending}
        onConfirm={() => revoke.mutate({ tokenId: token.id })}
      >
        <p>The device that uses it is signed out at once. Work on it stays, and is sent with a new token.</p>
      </Confirm>
      <Failed error={revoke.error} />
    </>
  );
}

function Line({ token, name, onFresh }: LineProps): ReactNode {
  const now = useNow(30_000);
  const [isRotating, setRotating] = useState(false);
  const rotate = useRotateToken();
  const title = token.name ?? `made ${formatDay(token.createdAt)}`;
  const hasEnded = isOver(token, now);
  const makeNew = (graceSeconds: number): void => {
    setRotating(false);
    rotate.mutate({ tokenId: token.id, graceSeconds }, { onSuccess: (fresh) => onFresh(fresh.token) });
  };
  return (
    <li className={classes.tokenLine} data-over={hasEnded || undefined}>
      <div>
        <span className={classes.tokenName}>{title}</span>
        <span className={classes.quiet}>{stateInWords(token, now)}</span>
      </div>
      {!hasEnded && (
        <div className={classes.acts}>
          <Button
            aria-expanded={isRotating}
            aria-label={`Rotate token ${title} of ${name}`}
            isBusy={rotate.isPending}
            onClick={() => setRotating(!isRotating)}
          >
            Rotate
          </Button>
          <RevokeOne token={token} name={name} />
        </div>
      )}
      {isRotating && <Rotate onRotate={makeNew} />}
      <Failed error={rotate.error} />
    </li>
  );
}

function OneMore({ of, onFresh }: { of: Person; onFresh: (token: string) => void }): ReactNode {
  const [name, setName] = useState('');
  const [days, setDays] = useState('');
  const issue = useIssueToken();
  const send = (): void => {
    if (issue.isPending) return;
    issue.mutate(
      {
        personId: of.id,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...expiryOf(days, Date.now()),
      },
      { onSuccess: (fresh) => onFresh(fresh.token) },
    );
  };
  return (
    <Disclosure summary="One more token">
      <div className={classes.form}>
        <div className={classes.pair}>
          <Field label="What for" hint="such as laptop, or night job">
            {(control) => (
              <TextInput
                {...control}
                value={name}
                maxLength={120}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Expires">
            {(control) => (
              <SelectInput
                {...control}
                value={days}
                onChange={(event) => setDays(event.target.value)}
                options={expiries}
              />
            )}
          </Field>
        </div>
        <Failed error={issue.error} />
        <div>
          <Button isBusy={issue.isPending} onClick={send}>
            Make the token
          </Button>
        </div>
      </div>
    </Disclosure>
  );
}

export function Tokens({ of, isAdmin }: { of: Person; isAdmin: boolean }): ReactNode {
  const tokens = useTokens(of.id);
  const [fresh, setFresh] = useState<string | null>(null);
  return (
    <section className={classes.section} aria-label={`Tokens of ${of.name}`}>
      <h3 className={classes.h3}>Tokens</h3>
      {fresh !== null && (
        <TokenOnce key={fresh} token={fresh} name={of.name} onTaken={() => setFresh(null)} />
      )}
      <Loaded of={tokens} label="Reading the tokens">
        {(rows) => (
          <ul className={classes.tokens}>
            {rows.length === 0 && <li className={classes.quiet}>No token: {of.name} cannot sign in.</li>}
            {rows.map((token) => (
              <Line key={token.id} token={token} name={of.name} onFresh={setFresh} />
            ))}
          </ul>
        )}
      </Loaded>
      {isAdmin && fresh === null && <OneMore of={of} onFresh={setFresh} />}
    </section>
  );
}
