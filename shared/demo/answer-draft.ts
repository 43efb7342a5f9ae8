/**
 * The draft of an answer: blocks of lines, each line a template that may name the fact it states. Errors are planted
 * into drafts, not into finished text, so that the right version of every line stays known.
 *
 * Invariant: `renderDraft(draft, …, 'right')` is the answer as it would be without any planted error.
 */
import type { Slots } from './slots.ts';
import type { Filling, Mark } from './marked-text.ts';
import { fillTemplate } from './marked-text.ts';

/** A fact or step of an article, by its place. */
export interface FactRef {
  article: string;
  index: number;
}

export interface Line {
  template: string;
  source?: FactRef;
  /** Slots of this line alone, such as the section of a citation. */
  extra?: Slots;
  /** What makes this line wrong. */
  mark?: Mark;
  /** The line as it should be; null when it should not be there. Absent while nothing is wrong. */
  right?: Line | null;
}

export interface Block {
  kind: 'text' | 'bullets' | 'steps' | 'table' | 'code';
  lines: Line[];
}

export interface Draft {
  head: Block[];
  body: Block[];
  tail: Block[];
  tableHead: readonly [string, string];
}

function renderBlock(of: Block, lines: readonly string[], tableHead: readonly [string, string]): string {
  switch (of.kind) {
    case 'text':
      return lines.join(' ');
    case 'bullets':
      return lines.map((line) => `- ${line}`).join('\n');
    case 'steps':
      return lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
    case 'table':
      return [`| ${tableHead.join(' | ')} |`, '| --- | --- |', ...lines.map((line) => `| ${line} |`)].join(
        '\n',
      );
    case 'code':
      return `\`\`\`json\n{\n${lines.map((line) => `  ${line}`).join(',\n')}\n}\n\`\`\``;
  }
}

/** The answer as markdown: with its errors, marked, or as it should be. */
export function renderDraft(draft: Draft, filling: Filling, version: 'planted' | 'right'): string {
  const texts: string[] = [];
  for (const block of [...draft.head, ...draft.body, ...draft.tail]) {
    const lines = block.lines
      .map((line) => (version === 'right' && line.right !== undefined ? line.right : line))
      .filter((line) => line !== null)
      .map((line) => {
        const slots = line.extra === undefined ? filling.slots : { ...filling.slots, ...line.extra };
        return fillTemplate(
          line.template,
          { ...filling, slots },
          version === 'right' ? undefined : line.mark,
        );
      });
    if (lines.length > 0) texts.push(renderBlock(block, lines, draft.tableHead));
  }
  return texts.join('\n\n');
}
