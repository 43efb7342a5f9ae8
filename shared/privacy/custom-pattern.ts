/**
 * A company's own masking pattern: read, judged and compiled. The engine that runs patterns tries every way of reading a
 * text one after the other, and a careless pattern has more ways than there are seconds.
 *
 * The rule. A pattern may use letters, escapes, classes, groups, `|`, `?`, `*`, `+`, `{m,n}`, `^`, `$` and `\b`; not
 * look-around and not back-references. `*` and `+` repeat at most 100 times. The number of ways in which the pattern can
 * be read is bounded from above – one for a character, the product over a sequence, the sum over alternatives and over
 * the counts of a repetition – and must be at most 1,000. From each place of a text the engine then takes at most that
 * many ways of bounded length: time is in proportion to the text, whatever the text.
 */
import type { Edit, MaskRule } from './mask.ts';

const mostWays = 1000;
const mostRepeats = 100;
const mostDepth = 20;

interface Part {
  /** The pattern, rewritten with bounded repetitions. */
  source: string;
  ways: number;
  canBeEmpty: boolean;
}

const nothing: Part = { source: '', ways: 1, canBeEmpty: true };

class PatternFault extends Error {}

/** The rule of a pattern, or why it is refused. What it finds is replaced by its name in brackets. */
export function customRule(name: string, pattern: string): { rule: MaskRule } | { fault: string } {
  try {
    const { source, canBeEmpty } = new PatternReader(pattern).read();
    if (canBeEmpty) return { fault: 'finds the empty text: it must need at least one character' };
    const compiled = new RegExp(source, 'gu');
    return { rule: { kind: name, find: (text) => findOutsidePlaceholders(text, compiled, `[${name}]`) } };
  } catch (error) {
    if (error instanceof PatternFault) return { fault: error.message };
    if (error instanceof SyntaxError) return { fault: 'is no regular expression' };
    throw error;
  }
}

const placeholder = /\[[a-z][a-z0-9_ ]{0,63}\]/g;

/** What masking has put in is not masked again, so that doing it twice is doing it once. */
function findOutsidePlaceholders(text: string, pattern: RegExp, replacement: string): Edit[] {
  const taken = text.includes('[') ? [...text.matchAll(placeholder)] : [];
  const edits: Edit[] = [];
  let next = 0;
  for (const match of text.matchAll(pattern)) {
    const [start, end] = [match.index, match.index + match[0].length];
    while (next < taken.length && endOf(taken[next]) <= start) next += 1;
    if ((taken[next]?.index ?? end) >= end) edits.push({ start, end, replacement });
  }
  return edits;
}

const endOf = (match: RegExpExecArray | undefined): number =>
  match === undefined ? 0 : match.index + match[0].length;

/** Reads a pattern part by part and counts its ways. */
class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Part {
    const part = this.#alternatives(0);
    if (this.#at < this.#text.length) throw new PatternFault('has a ) without a (');
    return part;
  }

  #alternatives(depth: number): Part {
    if (depth > mostDepth) throw new PatternFault(`has groups more than ${mostDepth} deep`);
    let all = this.#sequence(depth);
    while (this.#take('|')) {
      const next = this.#sequence(depth);
      all = checked({
        source: `${all.source}|${next.source}`,
        ways: all.ways + next.ways,
        canBeEmpty: all.canBeEmpty || next.canBeEmpty,
      });
    }
    return all;
  }

  #sequence(depth: number): Part {
    let all = nothing;
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at] ?? '')) {
      const next = this.#repeated(this.#single(depth));
      all = checked({
        source: all.source + next.source,
        ways: all.ways * next.ways,
        canBeEmpty: all.canBeEmpty && next.canBeEmpty,
      });
    }
    return all;
  }

  #single(depth: number): Part {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    switch (character) {
      case '(':
        return this.#group(depth);
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      case '^':
      case '$':
        return { ...nothing, source: character };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternFault(`has a ${character} with nothing before it to repeat`);
      default:
        return { source: character, ways: 1, canBeEmpty: false };
    }
  }

  #group(depth: number): Part {
    if (this.#take('?') && !this.#take(':')) {
      throw new PatternFault('uses look-around or a named group, which are not allowed');
    }
    const inside = this.#alternatives(depth + 1);
    if (!this.#take(')')) throw new PatternFault('has a ( without a )');
    return { ...inside, source: `(?:${inside.source})` };
  }

  #class(): Part {
    const start = this.#at - 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    }
    if (!this.#take(']')) throw new PatternFault('has a [ without a ]');
    return { source: this.#text.slice(start, this.#at), ways: 1, canBeEmpty: false };
  }

  #escape(): Part {
    const rest = this.#text.slice(this.#at);
    const escape =
      /^(?:[pP]\{[A-Za-z_=]{1,40}\}|u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^1-9kpPux])/su.exec(
        rest,
      );
    if (escape === null) {
      throw new PatternFault('uses a back-reference, which is not allowed, or an escape that there is not');
    }
    this.#at += escape[0].length;
    const isEdge = escape[0] === 'b' || escape[0] === 'B';
    return { source: `\\${escape[0]}`, ways: 1, canBeEmpty: isEdge };
  }

  /** What is repeated `least` to `most` times can be read in the sum of the ways of every count. */
  #repeated(part: Part): Part {
    const [least, most] = this.#quantifier();
    if (least === 1 && most === 1) return part;
    if (most > mostRepeats) throw new PatternFault(`repeats more than ${mostRepeats} times`);
    if (most < least) throw new PatternFault('has a repetition whose end is before its beginning');
    if (part.canBeEmpty) throw new PatternFault('repeats something that may be empty');
    const isLazy = this.#take('?');
    if (/^[*+?{]/.test(this.#text.slice(this.#at))) throw new PatternFault('repeats a repetition');
    let ways = 0;
    for (let count = least; count <= most && ways <= mostWays; count += 1) ways += part.ways ** count;
    return checked({
      source: `${part.source}{${least},${most}}${isLazy ? '?' : ''}`,
      ways,
      canBeEmpty: least === 0,
    });
  }

  #quantifier(): [number, number] {
    if (this.#take('?')) return [0, 1];
    if (this.#take('*')) return [0, mostRepeats];
    if (this.#take('+')) return [1, mostRepeats];
    if (!this.#take('{')) return [1, 1];
    const range = /^(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#text.slice(this.#at));
    if (range === null)
      throw new PatternFault('has a { that begins no repetition: write \\{ for the character');
    this.#at += range[0].length;
    const least = Number(range[1]);
    if (range[2] === '') return [least, least];
    return [least, range[3] === '' ? Math.max(least, mostRepeats) : Number(range[3])];
  }

  #take(wanted: string): boolean {
    if (this.#text[this.#at] !== wanted) return false;
    this.#at += 1;
    return true;
  }
}

function checked(part: Part): Part {
  if (part.ways <= mostWays) return part;
  throw new PatternFault(
    `can be read in more than ${mostWays} ways, which takes too long on some texts: repeat less, as \\d{4,8} for \\d+`,
  );
}
