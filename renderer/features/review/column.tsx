/**
 * One foldable column of the bench: heading, a small line, a body that scrolls. Folded, it is a narrow strip with its
 * name that opens it again.
 */
import { IconFold, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
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

function ColumnHead({
  titleId,
  title,
  aside,
  isStrip = false,
  onFold,
}: Pick<ColumnProps, 'title' | 'aside' | 'isStrip'> & {
  titleId: string;
  onFold: (() => void) | null;
}): ReactNode {
  const FoldIcon = isStrip ? IconFold : IconLayoutSidebarLeftCollapse;
  return (
    <header className={classes.columnHead}>
      <h2 id={titleId} className={classes.columnTitle}>
        {title}
      </h2>
      <span className={classes.columnAside}>{aside}</span>
      {onFold !== null && (
        <IconButton label={`Fold ${title}`} className={classes.foldButton} onClick={onFold}>
          <FoldIcon size={15} stroke={1.6} />
        </IconButton>
      )}
    </header>
  );
}

function ColumnBody({
  titleId,
  bodyKey,
  children,
}: {
  titleId: string;
  bodyKey: string;
  children: ReactNode;
}) {
  const body = useRef<HTMLElement>(null);
  const hasScrolled = useRef(false);
  useLayoutEffect(() => {
    // Only what was scrolled needs to go back; asking first keeps the page from being laid out here.
    if (hasScrolled.current && body.current !== null) body.current.scrollTop = 0;
    hasScrolled.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another item is what starts the body anew
  }, [bodyKey]);
  return (
    <section
      ref={body}
      className={classes.columnBody}
      aria-labelledby={titleId}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
      tabIndex={0}
      onScroll={() => {
        hasScrolled.current = true;
      }}
    >
      {children}
    </section>
  );
}

export function Column(props: ColumnProps): ReactNode {
  const { id, title, minSize, isStrip = false, canFold = true } = props;
  const panel = usePanelRef();
  const titleId = useId();
  const [isFolded, setFolded] = useState(false);
  const onResize = useCallback((size: PanelSize) => setFolded(size.inPixels < FOLDED_PX + 8), []);
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
        <div className={classes.columnInner}>
          <ColumnHead
            titleId={titleId}
            title={title}
            aside={props.aside}
            isStrip={isStrip}
            onFold={canFold ? () => panel.current?.collapse() : null}
          />
          <ColumnBody titleId={titleId} bodyKey={props.bodyKey}>
            {props.children}
          </ColumnBody>
        </div>
      )}
    </Panel>
  );
}
