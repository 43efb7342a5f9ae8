/**
 * A scene as a self-contained SVG text: no script, no reference to anything outside, every text escaped. Must not know
 * what is drawn. Invariant: the same scene and palette give the same bytes, and the result is well-formed XML whatever
 * the texts hold.
 */
import type { Palette } from './palette.ts';
import type { Mark, Scene } from './scene.ts';
import { tidy } from './scene.ts';

const FONTS = "'Inter Variable', Inter, system-ui, 'Segoe UI', 'Noto Sans', sans-serif";

/** A text as XML holds it: markup escaped, what XML cannot hold replaced. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

function tag(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? tidy(value) : escapeXml(String(value))}"`)
    .join('');
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

function drawn(mark: Mark, palette: Palette): string {
  switch (mark.kind) {
    case 'group':
      return tag('g', {}, `<title>${escapeXml(mark.label)}</title>${all(mark.marks, palette)}`);
    case 'text':
      return tag(
        'text',
        {
          x: mark.x,
          y: mark.y,
          'font-size': mark.size,
          'font-weight': mark.weight,
          'text-anchor': mark.anchor,
          fill: palette[mark.fill],
        },
        escapeXml(mark.text),
      );
    default:
      return shape(mark, palette);
  }
}

function shape(mark: Exclude<Mark, { kind: 'group' | 'text' }>, palette: Palette): string {
  const stroke = mark.stroke === undefined ? undefined : palette[mark.stroke];
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height, radius, opacity } = mark;
      return tag('rect', { x, y, width, height, rx: radius, fill: palette[mark.fill], opacity, stroke });
    }
    case 'line': {
      const { x1, y1, x2, y2, width } = mark;
      const dashes = mark.isDashed === true ? '4 3' : undefined;
      return tag('line', { x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-dasharray': dashes });
    }
    case 'circle': {
      const { x, y, radius, width } = mark;
      return tag('circle', {
        cx: x,
        cy: y,
        r: radius,
        fill: palette[mark.fill],
        stroke,
        'stroke-width': width,
      });
    }
    case 'path': {
      const fill = mark.fill === undefined ? 'none' : palette[mark.fill];
      const { d, opacity, width } = mark;
      return tag('path', { d, fill, opacity, stroke, 'stroke-width': width, 'stroke-linejoin': 'round' });
    }
  }
}

function all(marks: readonly Mark[], palette: Palette): string {
  return marks.map((mark) => drawn(mark, palette)).join('');
}

/** The scene as one SVG document on a ground of the palette's surface. */
export function sceneToSvg(scene: Scene, palette: Palette): string {
  const width = tidy(scene.width);
  const height = tidy(scene.height);
  const ground = tag('rect', { x: 0, y: 0, width, height, fill: palette.surface });
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': FONTS,
      style: 'font-variant-numeric: tabular-nums',
    },
    `<title>${escapeXml(scene.title)}</title><desc>${escapeXml(scene.description)}</desc>${ground}${all(scene.marks, palette)}`,
  );
}
