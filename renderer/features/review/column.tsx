/**
 * One column of the bench: a heading with a small line and a fold button, and a body. What scrolls, and where the
 * column stands, is said by who uses it.
 */
import { IconLayoutNavbarCollapse, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { memo, useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { FoldedStrip, useFoldChord } from './folded-strip.tsx';
import { setFolded, useFolded } from './folds.ts';
import type { Foldable } from './layout-rules.ts';
import column from '../../ui/reading/columns.module.css';
import classes from './columns.module.css';

export interface ColumnProps {
  id: Foldable | 'output';
  title: string;
  aside?: ReactNode;
  /** When this changes the body starts from its top. The elements stay: making them anew costs half a frame. */
  bodyKey: string;
  /** Stands below the body and does not scroll with it. */
  foot?: ReactNode;
  children: ReactNode;
}

const FoldButton = memo(function FoldButton({
  id,
  title,
  isLying,
}: {
  id: Foldable;
  title: string;
  isLying: boolean;
}): ReactNode {
  const Icon = isLying ? IconLayoutNavbarCollapse : IconLayoutSidebarLeftCollapse;
  return (
    <IconButton
      label={`Fold ${title}`}
      chord={useFoldChord(id)}
      className={classes.foldButton}
      aria-expanded
      onClick={() => setFolded(id, true)}
    >
      <Icon size={15} stroke={1.6} />
    </IconButton>
  );
});

export interface ColumnFrameProps extends ColumnProps {
  /** Lies above or below its neighbours: folds upwards. */
  isLying?: boolean;
  /** The page around it scrolls, not the column itself. */
  isInPage?: boolean;
}

/** Heading and body, filling what is around them. */
export function ColumnFrame(props: ColumnFrameProps): ReactNode {
  const { id, title, aside, bodyKey, foot, isLying = false, isInPage = false, children } = props;
  const titleId = useId();
  const body = useRef<HTMLElement>(null);
  const hasScrolled = useRef(false);
  useLayoutEffect(() => {
    // Only what was scrolled needs to go back; asking first keeps the page from being laid out here.
    if (hasScrolled.current && body.current !== null) body.current.scrollTop = 0;
    hasScrolled.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another item is what starts the body anew
  }, [bodyKey]);
  return (
    <div className={column.column} data-in-page={isInPage || undefined}>
      <header className={column.head}>
        <h2 id={titleId} className={column.title}>
          {title}
        </h2>
        <span className={column.aside}>{aside}</span>
        {id !== 'output' && <FoldButton id={id} title={title} isLying={isLying || isInPage} />}
      </header>
      <section
        ref={body}
        className={column.body}
        aria-labelledby={titleId}
        data-column={id}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
        {...(isInPage ? {} : { tabIndex: 0 })}
        onScroll={() => {
          hasScrolled.current = true;
        }}
      >
        {children}
      </section>
      {foot}
    </div>
  );
}

/** A column that lies in a stack: itself, or its strip. */
export function LyingColumn({ id, ...rest }: ColumnFrameProps & { id: Foldable }): ReactNode {
  const isFolded = useFolded(id);
  if (isFolded) return <FoldedStrip id={id} title={rest.title} isLying />;
  return <ColumnFrame id={id} isLying {...rest} />;
}
