/**
 * A figure on screen: the scene as SVG in the colours of the theme. Groups can be pressed; the chart is one stop for
 * Tab, arrows go through its groups, Enter presses. Must not know what is drawn. Invariant: what a file shows of the
 * same scene is the same.
 */
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { screenPalette } from '../../shared/figures/palette.ts';
import type { Group, Mark, Scene, Text } from '../../shared/figures/scene.ts';
import classes from './scene-view.module.css';

const paint = screenPalette;

function Words({ mark }: { mark: Text }): ReactNode {
  return (
    <text
      x={mark.x}
      y={mark.y}
      fontSize={mark.size}
      fontWeight={mark.weight}
      textAnchor={mark.anchor}
      fill={paint[mark.fill]}
    >
      {mark.text}
    </text>
  );
}

function Shape({ mark }: { mark: Exclude<Mark, { kind: 'group' }> }): ReactNode {
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height, radius, opacity } = mark;
      return <rect {...{ x, y, width, height, opacity }} rx={radius} fill={paint[mark.fill]} />;
    }
    case 'line': {
      const { x1, y1, x2, y2, width } = mark;
      const dashes = mark.isDashed === true ? '4 3' : undefined;
      return (
        <line
          {...{ x1, y1, x2, y2 }}
          stroke={paint[mark.stroke]}
          strokeWidth={width}
          strokeDasharray={dashes}
        />
      );
    }
    case 'text':
      return <Words mark={mark} />;
    case 'circle':
      return (
        <circle
          cx={mark.x}
          cy={mark.y}
          r={mark.radius}
          fill={paint[mark.fill]}
          stroke={mark.stroke === undefined ? undefined : paint[mark.stroke]}
          strokeWidth={mark.width}
        />
      );
    case 'path':
      return (
        <path
          d={mark.d}
          fill={mark.fill === undefined ? 'none' : paint[mark.fill]}
          opacity={mark.opacity}
          stroke={mark.stroke === undefined ? undefined : paint[mark.stroke]}
          strokeWidth={mark.width}
          strokeLinejoin="round"
        />
      );
  }
}

/** Marks without anything to press, for use inside an `svg`. */
export function Marks({ marks }: { marks: readonly Mark[] }): ReactNode {
  return marks.map((mark, at) =>
    mark.kind === 'group' ? (
      <g key={mark.key}>
        <Marks marks={mark.marks} />
      </g>
    ) : (
      // The marks of a scene have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <Shape key={at} mark={mark} />
    ),
  );
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

interface PressableProps {
  group: Group;
  isStop: boolean;
  onFocus: () => void;
  onPick: (key: string) => void;
  /** Goes to the next group, or with -1 to the one before. */
  onStep: (by: number) => void;
}

function Pressable({ group, isStop, onFocus, onPick, onStep }: PressableProps): ReactNode {
  const { x, y, width, height } = group.hit;
  return (
    <g
      // An SVG group cannot be a button element.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="button"
      aria-label={group.label}
      tabIndex={isStop ? 0 : -1}
      className={classes.group}
      onFocus={onFocus}
      onClick={() => onPick(group.key)}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined && event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        if (step === undefined) onPick(group.key);
        else onStep(step);
      }}
    >
      <title>{group.label}</title>
      <rect className={classes.hit} {...{ x, y, width, height }} rx={6} />
      <Marks marks={group.marks} />
    </g>
  );
}

export interface SceneViewProps {
  scene: Scene;
  /** Called with the key of a pressed group; without it the figure is an image. */
  onPick?: (key: string) => void;
  /** Groups that can be pressed, among all; all of them without it. */
  canPick?: (key: string) => boolean;
}

export function SceneView({ scene, onPick, canPick }: SceneViewProps): ReactNode {
  const [stop, setStop] = useState(0);
  const root = useRef<SVGSVGElement>(null);
  const { width, height, title, description, marks } = scene;
  const box = { width, height, viewBox: `0 0 ${width} ${height}`, className: classes.scene };
  if (onPick === undefined) {
    return (
      // An SVG is no img element, nor a fieldset; the roles say what it is.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      <svg {...box} role="img" aria-label={`${title}. ${description}`}>
        <Marks marks={marks} />
      </svg>
    );
  }
  const isPressable = (mark: Mark): mark is Group =>
    mark.kind === 'group' && (canPick === undefined || canPick(mark.key));
  const groups = marks.filter(isPressable);
  const here = Math.min(stop, groups.length - 1);
  const go = (by: number): void => {
    const next = Math.min(groups.length - 1, Math.max(0, here + by));
    setStop(next);
    root.current?.querySelectorAll<SVGGElement>('[role="button"]')[next]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg {...box} ref={root} role="group" aria-label={`${title}. ${description}`}>
      <Marks marks={marks.filter((mark) => !isPressable(mark))} />
      {groups.map((group, at) => (
        <Pressable
          key={group.key}
          group={group}
          isStop={at === here}
          onFocus={() => setStop(at)}
          onPick={onPick}
          onStep={go}
        />
      ))}
    </svg>
  );
}
