/** What was asked: the asked-about turn in full ink, the rest a step back, system prompt and tools folded. */
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Message, Trace } from '../../../shared/domain/trace.ts';
import { formatClock, formatCounted } from '../../lib/format.ts';
import { findAsked, isFolded } from '../../ui/reading/conversation.ts';
import { Fold } from '../../ui/reading/fold.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import spoken from '../../ui/spoken.module.css';
import reading from '../../ui/reading/reading.module.css';

const speakers = { user: 'customer', assistant: 'assistant', system: 'system prompt', tool: 'tool' } as const;

function speakerOf(message: Message): string {
  const who = message.name ?? speakers[message.role];
  return message.at === undefined ? who : `${who} · ${formatClock(message.at)}`;
}

function Turn({ message, isAsked }: { message: Message; isAsked: boolean }): ReactNode {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked, message]);
  const text = (
    <p className={reading.plain} dir="auto">
      {message.text}
    </p>
  );
  if (isFolded(message) && !isAsked) {
    return (
      <li className={reading.turn} data-folded>
        <Fold
          title={`${speakerOf(message)} · ${formatCounted(message.text.length, 'character')}`}
          of={message}
        >
          {text}
        </Fold>
      </li>
    );
  }
  return (
    <li ref={place} className={isAsked ? reading.asked : reading.turn} data-dim={!isAsked || undefined}>
      <span className={reading.speaker}>
        {speakerOf(message)}
        {isAsked && <span className={spoken.only}>, the turn that was answered</span>}
      </span>
      {text}
    </li>
  );
}

export const CasePrompt = memo(function CasePrompt({ trace }: { trace: Trace }): ReactNode {
  const asked = findAsked(trace.prompt);
  return (
    <div className={reading.prompt} lang={languageTag(trace.language)}>
      <ol className={reading.turns}>
        {trace.prompt.map((message, at) => (
          // Turns of a logged conversation never move: their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key
          <Turn key={at} message={message} isAsked={at === asked} />
        ))}
      </ol>
      {(trace.toolCalls ?? []).map((call, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Fold key={at} title={`tool call · ${call.name}`} of={call}>
          <pre className={reading.code} dir="auto">
            {call.arguments}
            {call.result === undefined ? '' : `\n\n${call.result}`}
          </pre>
        </Fold>
      ))}
    </div>
  );
});
