/**
 * A digest for the eye: its ends, in monospace, with a button that copies the whole. Says when it was copied, and
 * what to do when copying is not allowed.
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { IconButton } from './button.tsx';
import { copyText } from './copy-text.ts';
import classes from './digest.module.css';

const SHOWN_MS = 1600;

export function Digest({ value, label }: { value: string; label: string }): ReactNode {
  const [said, setSaid] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(value);
    setSaid(isCopied ? 'Copied' : 'Copying is not allowed here: select the text instead');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(null), SHOWN_MS);
  };
  return (
    <span className={classes.digest}>
      <code title={value}>{value.length <= 14 ? value : `${value.slice(0, 6)}…${value.slice(-4)}`}</code>
      <IconButton label={`Copy ${label}`} onClick={() => void copy()} className={classes.copy ?? ''}>
        {said === 'Copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </IconButton>
      <output className={classes.said}>{said}</output>
    </span>
  );
}
