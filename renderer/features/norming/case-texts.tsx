/** What a case of a round is about: what was asked, what was retrieved, what was answered. Nothing in it loads or runs. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Trace } from '../../../shared/domain/trace.ts';
import { formatCounted } from '../../lib/format.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { findAsked } from '../../ui/reading/conversation.ts';
import { Fold } from '../../ui/reading/fold.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { LongOutput, usePieces } from '../../ui/reading/long-output.tsx';
import { cutAt } from '../../ui/reading/long-text.ts';
import output from '../../ui/reading/output.module.css';
import reading from '../../ui/reading/reading.module.css';
import { useShownPieces } from '../../ui/reading/use-pieces.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import classes from './round.module.css';

const OUTPUT_LIMIT = 24_000;
const PASSAGE_LIMIT = 3_000;

function Prompt({ trace }: { trace: Trace }): ReactNode {
  const asked = findAsked(trace.prompt);
  const message = trace.prompt[asked] ?? trace.prompt.at(-1);
  const others = trace.prompt.filter((one) => one !== message);
  return (
    <section className={classes.text} aria-label="Prompt" lang={languageTag(trace.language)}>
      <h3 className={classes.textTitle}>Prompt</h3>
      {others.length > 0 && (
        <Fold title={formatCounted(others.length, 'other message')} of={trace}>
          {others.map((one, at) => (
            // Messages of a logged conversation never move: their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key
            <p key={at} className={reading.plain} dir="auto">
              <span className={reading.speaker}>{one.name ?? one.role}</span>
              {one.text}
            </p>
          ))}
        </Fold>
      )}
      <p className={reading.plain} dir="auto">
        {message?.text ?? ''}
      </p>
    </section>
  );
}

function Passage({ passage }: { passage: Trace['context'][number] }): ReactNode {
  const [isWhole, setWhole] = useUnfolded(passage);
  const end = isWhole ? passage.text.length : cutAt(passage.text, PASSAGE_LIMIT);
  return (
    <li className={classes.passage}>
      <p className={classes.passageTitle}>
        <span className={classes.rank}>{passage.rank}</span>
        {passage.title ?? passage.sourceId ?? passage.url ?? 'Untitled passage'}
      </p>
      <p className={reading.plain} dir="auto">
        {passage.text.slice(0, end)}
      </p>
      {end < passage.text.length && (
        <Button size="s" variant="quiet" onClick={setWhole}>
          Show all {formatCounted(passage.text.length, 'character')}
        </Button>
      )}
    </li>
  );
}

function Output({ trace, isRaw }: { trace: Trace; isRaw: boolean }): ReactNode {
  const [isWhole, setWhole] = useUnfolded(trace.output);
  const end = isWhole ? trace.output.length : cutAt(trace.output, OUTPUT_LIMIT);
  const shown = trace.output.slice(0, end);
  const pieces = usePieces(shown, isRaw);
  const count = useShownPieces(shown, pieces.length);
  if (trace.output.trim() === '') return <p className={reading.none}>There is no answer to show.</p>;
  return (
    <>
      <div
        className={output.output}
        dir="auto"
        lang={languageTag(trace.language)}
        data-raw={isRaw || undefined}
      >
        <LongOutput text={shown} isRaw={isRaw} pieces={pieces} count={count} />
      </div>
      {end < trace.output.length && (
        <Button size="s" onClick={setWhole}>
          Show the remaining {formatCounted(trace.output.length - end, 'character')}
        </Button>
      )}
    </>
  );
}

export function CaseTexts({ trace }: { trace: Trace }): ReactNode {
  const [isRaw, setRaw] = useState(false);
  useCommands({ norming_raw: () => setRaw((held) => !held) });
  return (
    <div className={classes.texts}>
      <div className={classes.given}>
        <Prompt trace={trace} />
        <section className={classes.text} aria-label="Context">
          <h3 className={classes.textTitle}>
            Context <span>{formatCounted(trace.context.length, 'passage')}</span>
          </h3>
          {trace.context.length === 0 ? (
            <p className={reading.none}>No passage was retrieved for this answer.</p>
          ) : (
            <ol className={classes.passages} lang={languageTag(trace.language)}>
              {trace.context.map((passage) => (
                <Passage key={passage.rank} passage={passage} />
              ))}
            </ol>
          )}
        </section>
      </div>
      <section className={classes.text} aria-label="Output">
        <h3 className={classes.textTitle}>
          Output
          <button
            type="button"
            className={classes.raw}
            aria-pressed={isRaw}
            onClick={() => setRaw((held) => !held)}
          >
            {isRaw ? 'raw' : 'rendered'}
          </button>
        </h3>
        <Output trace={trace} isRaw={isRaw} />
      </section>
    </div>
  );
}
