/**
 * What was asked: the asked-about turn in full ink and in view, the rest of the conversation a step back, far earlier
 * turns, system prompt and tools folded. Knows nothing of the form.
 */
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Message, Trace } from '../../../shared/domain/trace.ts';
import { formatClock, formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/reading/fold.tsx';
import { CHUNK, findAsked, firstShown, isFolded } from '../../ui/reading/conversation.ts';
import { findJson } from './json-text.ts';
import { JsonView } from './json-view.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { cutAt } from '../../ui/reading/long-text.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import spoken from '../../ui/spoken.module.css';
import classes from '../../ui/reading/reading.module.css';

const TURN_LIMIT = 1_600;
const ASKED_LIMIT = 12_000;

const speakers = { user: 'customer', assistant: 'assistant', system: 'system prompt', tool: 'tool' } as const;

function speakerOf(message: Message): string {
  const who = message.name ?? speakers[message.role];
  return message.at === undefined ? who : `${who} · ${formatClock(message.at)}`;
}

function LongText({ text, limit }: { text: string; limit: number }): ReactNode {
  const [isWhole, setWhole] = useUnfolded(text);
  const end = isWhole ? text.length : cutAt(text, limit);
  return (
    <>
      {text.slice(0, end)}
      {end < text.length && (
        <>
          {' … '}
          <Button size="s" variant="quiet" onClick={setWhole}>
            Show all {formatCounted(text.length, 'character')}
          </Button>
        </>
      )}
    </>
  );
}

/** What a program said or was told: a tree where it is JSON, else the text as it is. */
function MachineText({ text, isRaw }: { text: string; isRaw: boolean }): ReactNode {
  const json = useMemo(() => findJson(text), [text]);
  if (json !== null && !isRaw) return <JsonView text={text} part={json} />;
  return (
    <pre className={classes.code} dir="auto">
      <LongText text={text} limit={TURN_LIMIT} />
    </pre>
  );
}

function FoldedTurn({ message, isRaw }: { message: Message; isRaw: boolean }): ReactNode {
  const words =
    message.role === 'tool'
      ? formatCounted(message.text.length, 'character')
      : formatCounted(message.text.split(/\s+/).length, 'word');
  return (
    <li className={classes.turn} data-folded>
      <Fold title={`${speakerOf(message)} · ${words}`} of={message}>
        {message.role === 'tool' ? (
          <MachineText text={message.text} isRaw={isRaw} />
        ) : (
          <p className={classes.plain} dir="auto">
            <LongText text={message.text} limit={TURN_LIMIT} />
          </p>
        )}
      </Fold>
    </li>
  );
}

const Turn = memo(function Turn({
  message,
  isAsked,
  isRaw,
}: {
  message: Message;
  isAsked: boolean;
  isRaw: boolean;
}): ReactNode {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked, message]);
  if (isFolded(message) && !isAsked) return <FoldedTurn message={message} isRaw={isRaw} />;
  return (
    <li ref={place} className={isAsked ? classes.asked : classes.turn} data-dim={!isAsked || undefined}>
      <span className={classes.speaker}>
        {speakerOf(message)}
        {isAsked && <span className={spoken.only}>, the turn to judge</span>}
      </span>
      <p className={classes.plain} dir="auto">
        <LongText text={message.text} limit={isAsked ? ASKED_LIMIT : TURN_LIMIT} />
      </p>
    </li>
  );
});

/** One line that tells a call from the next: its arguments as far as they fit. */
function callTitle({ name, arguments: given }: { name: string; arguments: string }): string {
  const told = given.replace(/\s+/g, ' ').trim();
  const short = told.length > 48 ? `${told.slice(0, 47)}…` : told;
  return `tool call · ${name}${short === '' || short === '{}' ? '' : ` ${short}`}`;
}

function ToolCalls({ trace, isRaw }: { trace: Trace; isRaw: boolean }): ReactNode {
  return (trace.toolCalls ?? []).map((call, at) => (
    // oxlint-disable-next-line react/no-array-index-key
    <Fold key={at} title={callTitle(call)} of={call}>
      <MachineText text={call.arguments} isRaw={isRaw} />
      {call.result !== undefined && (
        <>
          <p className={classes.speaker}>answered</p>
          <MachineText text={call.result} isRaw={isRaw} />
        </>
      )}
    </Fold>
  ));
}

export const PromptTurns = memo(function PromptTurns({
  trace,
  isRaw,
}: {
  trace: Trace;
  isRaw: boolean;
}): ReactNode {
  const [held, setHeld] = useState({ trace, opened: 0 });
  const opened = held.trace === trace ? held.opened : 0;
  const asked = findAsked(trace.prompt);
  const first = firstShown(asked, opened);
  return (
    <div className={classes.prompt} lang={languageTag(trace.language)}>
      {first > 0 && (
        <Button size="s" variant="quiet" onClick={() => setHeld({ trace, opened: opened + 1 })}>
          {formatCounted(first, 'earlier turn')}
          {first > CHUNK && ` · show ${CHUNK}`}
        </Button>
      )}
      <ol className={classes.turns} start={first + 1}>
        {trace.prompt.slice(first).map((message, at) => (
          // Turns of a logged conversation never move: their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key
          <Turn key={first + at} message={message} isAsked={first + at === asked} isRaw={isRaw} />
        ))}
      </ol>
      <ToolCalls trace={trace} isRaw={isRaw} />
    </div>
  );
});
