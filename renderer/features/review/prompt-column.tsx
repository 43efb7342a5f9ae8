/**
 * What was asked: the asked-about turn in full ink, the rest of the conversation a step back, system prompt and tools
 * folded. Knows nothing of the form.
 */
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Message, Trace } from '../../../shared/domain/trace.ts';
import { formatClock, formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from './fold.tsx';
import { findAsked, isFolded } from './conversation.ts';
import { cutAt } from './long-text.ts';
import { useUnfolded } from './use-unfolded.ts';
import classes from './reading.module.css';

const EARLIER_SHOWN = 12;
const TURN_LIMIT = 1_600;
const ASKED_LIMIT = 12_000;

const speakers = { user: 'customer', assistant: 'assistant', system: 'system prompt', tool: 'tool' } as const;

function speakerOf(message: Message): string {
  const who = message.name ?? speakers[message.role];
  return message.at === undefined ? who : `${who} · ${formatClock(message.at)}`;
}

export function LongText({ text, limit }: { text: string; limit: number }): ReactNode {
  const [isWhole, setWhole] = useUnfolded(text);
  const end = isWhole ? text.length : cutAt(text, limit);
  return (
    <>
      {text.slice(0, end)}
      {end < text.length && (
        <>
          {' … '}
          <Button size="s" variant="quiet" onClick={setWhole}>
            Show all {text.length.toLocaleString('en')} characters
          </Button>
        </>
      )}
    </>
  );
}

function Turn({ message, isAsked }: { message: Message; isAsked: boolean }): ReactNode {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked, message]);
  if (isFolded(message)) {
    return (
      <li className={classes.turn}>
        <Fold title={`${speakerOf(message)} · ${formatCounted(message.text.split(/\s+/).length, 'word')}`}>
          <p className={classes.plain} dir="auto">
            <LongText text={message.text} limit={TURN_LIMIT} />
          </p>
        </Fold>
      </li>
    );
  }
  return (
    <li ref={place} className={isAsked ? classes.asked : classes.turn} data-dim={!isAsked || undefined}>
      <span className={classes.speaker}>
        {speakerOf(message)}
        {isAsked && <span className={classes.hidden}>, the turn to judge</span>}
      </span>
      <p className={classes.plain} dir="auto">
        <LongText text={message.text} limit={isAsked ? ASKED_LIMIT : TURN_LIMIT} />
      </p>
    </li>
  );
}

export const PromptTurns = memo(function PromptTurns({ trace }: { trace: Trace }): ReactNode {
  const [hasAll, setAll] = useUnfolded(trace);
  const asked = findAsked(trace.prompt);
  const first = hasAll ? 0 : Math.max(0, asked - EARLIER_SHOWN);
  return (
    <>
      {first > 0 && (
        <Button size="s" variant="quiet" onClick={setAll}>
          Show {formatCounted(first, 'earlier turn')}
        </Button>
      )}
      <ol className={classes.turns} start={first + 1}>
        {trace.prompt.slice(first).map((message, at) => (
          // Turns of a logged conversation never move: their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key
          <Turn key={first + at} message={message} isAsked={first + at === asked} />
        ))}
      </ol>
      {(trace.toolCalls ?? []).map((call, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Fold key={at} title={`tool call · ${call.name}`}>
          <pre className={classes.code}>{call.arguments}</pre>
          {call.result !== undefined && (
            <pre className={classes.code}>
              <LongText text={call.result} limit={TURN_LIMIT} />
            </pre>
          )}
        </Fold>
      ))}
    </>
  );
});
