/**
 * A token in the moment it is made: shown once, with a way to take it along. Must not keep it: it lives in the answer of
 * the act that made it and goes with "I have it".
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import classes from './hub.module.css';

export interface TokenOnceProps {
  token: string;
  /** Whose it is. */
  name: string;
  onTaken: () => void;
}

export function TokenOnce({ token, name, onTaken }: TokenOnceProps): ReactNode {
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = async (): Promise<void> => {
    setSaid((await copyText(token)) ? 'Copied' : 'Copying is not allowed here: select the text instead');
  };
  return (
    <section className={classes.once} aria-label={`New token of ${name}`}>
      <h3 ref={heading} tabIndex={-1} className={classes.onceTitle}>
        {name}’s token, shown this once
      </h3>
      <p>
        It says who they are. Give it to {name} on a way that nobody else reads; the hub keeps only its digest
        and cannot show it again.
      </p>
      <code className={classes.token} data-token>
        {token}
      </code>
      <div className={classes.acts}>
        <Button
          variant="primary"
          icon={said === 'Copied' ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => void copy()}
        >
          Copy token
        </Button>
        <Button onClick={onTaken}>I have it</Button>
        <output className={classes.said}>{said}</output>
      </div>
    </section>
  );
}
