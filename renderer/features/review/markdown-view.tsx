/**
 * An output as rendered Markdown, every text placed in the raw one. Nothing in it loads, opens or runs: images are
 * named placeholders, links are words with their address beside them, HTML is shown as text.
 */
import { memo } from 'react';
import type { ReactNode } from 'react';
import Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { htmlAsText, sourcePositions } from './source-positions.ts';
import classes from './reading.module.css';

const schema = { ...defaultSchema, clobberPrefix: 'content-' };

const components: Components = {
  a: ({ children, href }) => (
    <span className={classes.link}>
      {children}
      {href !== undefined && href !== '' && (
        <span className={classes.address} title="Shown as text: links in answers are not opened from here">
          {href}
        </span>
      )}
    </span>
  ),
  img: ({ alt, src }) => (
    <span className={classes.image}>
      image not loaded{alt === undefined || alt === '' ? '' : `: ${alt}`}
      {typeof src === 'string' && <span className={classes.address}>{src}</span>}
    </span>
  ),
  input: ({ checked }) => <span>{checked === true ? '☑' : '☐'}</span>,
  table: ({ children }) => (
    <div className={classes.tableScroll}>
      <table>{children}</table>
    </div>
  ),
  // Headings of an answer are text, not headings of this page: they must not enter its outline.
  h1: ({ children }) => <p className={classes.heading}>{children}</p>,
  h2: ({ children }) => <p className={classes.heading}>{children}</p>,
  h3: ({ children }) => <p className={classes.heading}>{children}</p>,
  h4: ({ children }) => <p className={classes.heading}>{children}</p>,
  h5: ({ children }) => <p className={classes.heading}>{children}</p>,
  h6: ({ children }) => <p className={classes.heading}>{children}</p>,
};

/** Addresses are only ever shown, so they are kept as they were written. */
const asWritten = (url: string): string => url;

export const MarkdownView = memo(function MarkdownView({ text }: { text: string }): ReactNode {
  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[htmlAsText, [rehypeSanitize, schema], [sourcePositions, { raw: text }]]}
      components={components}
      urlTransform={asWritten}
    >
      {text}
    </Markdown>
  );
});
