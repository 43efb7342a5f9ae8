/**
 * Address and token of a hub. Must not keep the token anywhere: it goes to the backend and out of the form. Invariant:
 * what cannot be an address is said before anything is sent.
 */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { readHubAddress, readToken } from './read-connection.ts';
import { useConnect } from './sync-queries.ts';
import classes from './sync.module.css';

/** The form's state and its one act. The token leaves the form once the backend has it. */
function useConnectForm(initialUrl: string) {
  const [url, setUrl] = useState(initialUrl);
  const [token, setToken] = useState('');
  const [isTried, setTried] = useState(false);
  const connect = useConnect();
  const address = readHubAddress(url);
  const secret = readToken(token);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!address.ok || !secret.ok || connect.isPending) return;
    connect.mutate({ url: address.value, token: secret.value }, { onSuccess: () => setToken('') });
  };
  return {
    url,
    setUrl,
    token,
    setToken,
    send,
    isPending: connect.isPending,
    failed: connect.error === null ? null : problemOf(connect.error),
    urlProblem: isTried && !address.ok ? address.problem : null,
    tokenProblem: isTried && !secret.ok ? secret.problem : null,
  };
}

export function ConnectForm({ initialUrl }: { initialUrl: string }): ReactNode {
  const form = useConnectForm(initialUrl);
  const { failed } = form;
  return (
    <form className={classes.form} onSubmit={form.send} noValidate>
      <Field
        label="Address of the hub"
        hint="As your team gave it to you, for example https://assay.example.org"
        error={form.urlProblem}
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            value={form.url}
            onChange={(event) => form.setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Your token"
        hint="It says who you are. It is kept in the key store of this computer where there is one."
        error={form.tokenProblem}
      >
        {(control) => (
          <TextInput
            {...control}
            isMono
            type="password"
            value={form.token}
            onChange={(event) => form.setToken(event.target.value)}
          />
        )}
      </Field>
      {failed !== null && <ErrorState isInline {...failed} />}
      <div>
        <Button type="submit" variant="primary" isBusy={form.isPending}>
          {form.isPending ? 'Connecting …' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}
