/**
 * JSON as a tree: open to its second level, further levels and long lists on demand, by mouse or with Tab and Enter.
 * Every key and value is placed in the raw text, so that a selection quotes what was written.
 */
import { IconChevronRight } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { listMembers, readString } from './json-text.ts';
import type { JsonMember, JsonPart } from './json-text.ts';
import { cutAt } from '../../ui/reading/long-text.ts';
import classes from './json.module.css';

const OPEN_LEVELS = 2;
const MEMBERS_SHOWN = 50;
const STRING_LIMIT = 1_500;

function Text({ text, part }: { text: string; part: JsonPart }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const said = useMemo(() => readString(text, part), [text, part]);
  const end = isWhole ? said.length : cutAt(said, STRING_LIMIT);
  return (
    <>
      <span
        className={classes.text}
        dir="auto"
        data-from={part.start + 1}
        data-to={part.end - 1}
        data-json-text
      >
        {said.slice(0, end)}
      </span>
      {end < said.length && (
        <Button size="s" variant="quiet" onClick={() => setWhole(true)}>
          Show all {formatCounted(said.length, 'character')}
        </Button>
      )}
    </>
  );
}

function Leaf({ text, part }: { text: string; part: JsonPart }): ReactNode {
  if (part.kind === 'string' && part.end - part.start > 2) return <Text text={text} part={part} />;
  return (
    <span className={classes.literal} data-from={part.start} data-to={part.end}>
      {text.slice(part.start, part.end)}
    </span>
  );
}

function Key({ text, of }: { text: string; of: JsonMember['key'] }): ReactNode {
  if (of === null) return null;
  return (
    <>
      <span className={classes.key} data-from={of.start + 1} data-to={of.end - 1} data-json-text>
        {readString(text, of)}
      </span>
      <span className={classes.colon}>: </span>
    </>
  );
}

function Members({ text, part, level }: { text: string; part: JsonPart; level: number }): ReactNode {
  const [shown, setShown] = useState(MEMBERS_SHOWN);
  const { members, count } = useMemo(() => listMembers(text, part, shown), [text, part, shown]);
  return (
    <ul className={classes.members} data-level={level}>
      {members.map(({ key, value }) => (
        <li key={value.start} className={classes.member}>
          {value.kind === 'object' || value.kind === 'array' ? (
            <Branch text={text} part={value} level={level + 1} name={key} />
          ) : (
            <>
              <Key text={text} of={key} />
              <Leaf text={text} part={value} />
            </>
          )}
        </li>
      ))}
      {count > shown && (
        <li className={classes.member}>
          <Button size="s" variant="quiet" onClick={() => setShown(shown + MEMBERS_SHOWN)}>
            Show {Math.min(MEMBERS_SHOWN, count - shown)} of {formatCounted(count - shown, 'more', 'more')}
          </Button>
        </li>
      )}
    </ul>
  );
}

function countWords(text: string, part: JsonPart): string {
  const { count } = listMembers(text, part, 0);
  return part.kind === 'object'
    ? `{ ${formatCounted(count, 'field')} }`
    : `[ ${formatCounted(count, 'entry', 'entries')} ]`;
}

function Branch({
  text,
  part,
  level,
  name,
}: {
  text: string;
  part: JsonPart;
  level: number;
  name: JsonMember['key'];
}): ReactNode {
  const [isOpen, setOpen] = useState(level < OPEN_LEVELS);
  const words = useMemo(() => countWords(text, part), [text, part]);
  return (
    <details className={classes.branch} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={13} stroke={2} aria-hidden />
        <Key text={text} of={name} />
        <span className={classes.count}>{words}</span>
      </summary>
      {isOpen && <Members text={text} part={part} level={level} />}
    </details>
  );
}

/** `part` is what findJson found in `text`. Another text starts folded as at first. */
export const JsonView = memo(function JsonView({ text, part }: { text: string; part: JsonPart }): ReactNode {
  const [held, setHeld] = useState({ text, times: 0 });
  if (held.text !== text) setHeld({ text, times: held.times + 1 });
  return (
    <div className={classes.json} dir="ltr">
      <Branch key={held.times} text={text} part={part} level={0} name={null} />
    </div>
  );
});
