/**
 * One foldable column of the bench: heading, a small line, a body that scrolls. Folded, it is a narrow strip with its
 * name that opens it again.
 */
import { IconFold, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Panel, usePanelRef } from 'react-resizable-panels';
import type { PanelSize } from 'react-resizable-panels';
import { IconButton } from '../../ui/button.tsx';
import classes from './bench.module.css';

export const FOLDED_PX = 36;

export interface ColumnProps {
  id: string;
  title: string;
  aside?: ReactNode;
  defaultSize?: string | number;
  minSize: string | number;
  /** Folds upwards instead of sideways: the prompt as a strip. */
  isStrip?: boolean;
  canFold?: boolean;
  /** When this changes the body starts from its top. The elements stay: making them anew costs half a frame. */
  bodyKey: string;
  children: ReactNode;
}

export function Column(props: ColumnProps): ReactNode {
  const { id, title, aside, minSize, isStrip = false, canFold = true, bodyKey, children } = props;
  const panel = usePanelRef();
  const [isFolded, setFolded] = useState(false);
  const hasScrolled = useRef(false);
  const onResize = useCallback((size: PanelSize) => setFolded(size.inPixels < FOLDED_PX + 8), []);
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Only what was scrolled needs to go back; asking first keeps the page from being laid out here.
    if (hasScrolled.current && body.current !== null) body.current.scrollTop = 0;
    hasScrolled.current = false;
  }, [bodyKey]);
  const FoldIcon = isStrip ? IconFold : IconLayoutSidebarLeftCollapse;
  return (
    <Panel
      id={id}
      panelRef={panel}
      className={classes.column}
      collapsible={canFold}
      collapsedSize={FOLDED_PX}
      minSize={minSize}
      onResize={onResize}
      {...(props.defaultSize === undefined ? {} : { defaultSize: props.defaultSize })}
    >
      {isFolded ? (
        <button
          type="button"
          className={isStrip ? classes.unfoldStrip : classes.unfold}
          onClick={() => panel.current?.expand()}
          aria-label={`Unfold ${title}`}
        >
          {title}
        </button>
      ) : (
        <section className={classes.columnInner} aria-label={title}>
          <header className={classes.columnHead}>
            <h2 className={classes.columnTitle}>{title}</h2>
            <span className={classes.columnAside}>{aside}</span>
            {canFold && (
              <IconButton
                label={`Fold ${title}`}
                className={classes.foldButton}
                onClick={() => panel.current?.collapse()}
              >
                <FoldIcon size={15} stroke={1.6} />
              </IconButton>
            )}
          </header>
          {/* A region that scrolls must be reachable by key. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div
            key={bodyKey}
            className={classes.columnBody}
            tabIndex={0}
            role="group"
            aria-label={`${title}, text`}
          >
            {children}
          </div>
        </section>
      )}
    </Panel>
  );
}
