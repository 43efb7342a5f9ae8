/**
 * An output, or a piece of a long one, as rendered Markdown, every text placed in the raw one. Nothing in it loads,
 * opens or runs: images are named placeholders, links are words with their address beside them, HTML is shown as text.
 */
import { memo } from 'react';
import type { ReactNode } from 'react';
import Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { cutMarkdown, linkDefinitions } from './markdown-chunks.ts';
import { blockDirections, htmlAsText, sourcePositions } from './source-positions.ts';
import classes from './output.module.css';

const schema = { ...defaultSchema, clobberPrefix: 'content-' };

/** A part that scrolls sideways by itself, reachable by key. */
function Scroller({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by key, and is no set of fields
    <div className={classes.scroller} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** Name of a fence's language, as the class that Markdown puts on its code. */
function languageOf(node: unknown): string | null {
  const { children } = node as { children?: { properties?: { className?: unknown } }[] };
  const names = children?.[0]?.properties?.className;
  const found = Array.isArray(names)
    ? names.map(String).find((one) => one.startsWith('language-'))
    : undefined;
  return found === undefined ? null : found.slice('language-'.length);
}

function textOf(node: unknown): string {
  const { value, children = [] } = node as { value?: string; children?: unknown[] };
  return value ?? children.map(textOf).join('');
}

/** Whether the words of a link are its address already, as of one that was only pasted. */
function saysItself(node: unknown, href: string): boolean {
  const words = textOf(node);
  return [words, `http://${words}`, `mailto:${words}`].includes(href);
}

function heading(level: number) {
  return function Heading({ children, dir }: { children?: ReactNode; dir?: string | undefined }): ReactNode {
    return (
      <p className={classes.heading} data-level={level} dir={dir}>
        {children}
      </p>
    );
  };
}

const components: Components = {
  a: ({ children, href, node }) => (
    <span className={classes.link}>
      {children}
      {href !== undefined && href !== '' && !saysItself(node, href) && (
        <span
          className={classes.address}
          dir="ltr"
          title="Shown as text, to be copied: links in answers are not opened from here"
        >
          {href}
        </span>
      )}
    </span>
  ),
  img: ({ alt, src }) => (
    <span className={classes.image}>
      image not loaded{alt === undefined || alt === '' ? '' : `: ${alt}`}
      {typeof src === 'string' && (
        <span className={classes.address} dir="ltr">
          {src}
        </span>
      )}
    </span>
  ),
  input: ({ checked }) => (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a character, which is no file that could be an img
    <span className={classes.task} role="img" aria-label={checked === true ? 'done' : 'not done'}>
      {checked === true ? '☑' : '☐'}
    </span>
  ),
  table: ({ children, dir }) => (
    <Scroller label="Table">
      <table dir={dir}>{children}</table>
    </Scroller>
  ),
  pre: ({ children, node }) => {
    const language = languageOf(node);
    return (
      <div className={classes.codeBlock} dir="ltr">
        {language !== null && <span className={classes.codeLanguage}>{language}</span>}
        <Scroller label={language === null ? 'Code' : `Code, ${language}`}>
          <pre>{children}</pre>
        </Scroller>
      </div>
    );
  },
  // Headings of an answer are text, not headings of this page: they must not enter its outline.
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
};

/** Addresses are only ever shown, so they are kept as they were written. */
const asWritten = (url: string): string => url;

export interface MarkdownViewProps {
  text: string;
  /** Where `text` begins in the whole. */
  shift?: number;
  /** Definitions of links that stand elsewhere in the whole: parsed after the text, never shown. */
  definitions?: string;
}

/** Texts that were parsed last: what comes next is parsed while the one before it is read. */
const KEPT_TEXTS = 6;
const parsed = new Map<string, ReactNode>();

function parse(raw: string, shift: number): ReactNode {
  return Markdown({
    remarkPlugins: [remarkGfm],
    rehypePlugins: [htmlAsText, [rehypeSanitize, schema], blockDirections, [sourcePositions, { raw, shift }]],
    components,
    urlTransform: asWritten,
    children: raw,
  });
}

function keepParsed(raw: string, shift: number): ReactNode {
  const key = `${shift} ${raw}`;
  const made = parsed.get(key) ?? parse(raw, shift);
  parsed.delete(key);
  parsed.set(key, made);
  const [oldest] = parsed.keys();
  if (parsed.size > KEPT_TEXTS && oldest !== undefined) parsed.delete(oldest);
  return made;
}

/** Parses a text that will be shown soon; of a long one its first piece. */
export function parseAhead(output: string): void {
  const [first] = cutMarkdown(output);
  if (first === undefined || output.trim() === '') return;
  keepParsed(first.to === output.length ? output : output.slice(0, first.to) + linkDefinitions(output), 0);
}

export const MarkdownView = memo(function MarkdownView({
  text,
  shift = 0,
  definitions = '',
}: MarkdownViewProps): ReactNode {
  return keepParsed(text + definitions, shift);
});
