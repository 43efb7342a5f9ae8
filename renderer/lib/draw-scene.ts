/**
 * A scene as an image: drawn on a canvas with the fonts of this page, twice as fine as the screen, because a picture of
 * an SVG would lose them. Must not know what is drawn.
 */
import type { Palette } from '../../shared/figures/palette.ts';
import type { Mark, Paint, Scene } from '../../shared/figures/scene.ts';

const FINENESS = 2;
const FONTS = "'Inter Variable', Inter, system-ui, sans-serif";

interface Outline {
  fill?: Paint | undefined;
  stroke?: Paint | undefined;
  width?: number | undefined;
  opacity?: number | undefined;
  isDashed?: boolean | undefined;
}

function drawPath(on: CanvasRenderingContext2D, palette: Palette, path: Path2D, outline: Outline): void {
  on.globalAlpha = outline.opacity ?? 1;
  if (outline.fill !== undefined) {
    on.fillStyle = palette[outline.fill];
    on.fill(path);
  }
  on.globalAlpha = 1;
  if (outline.stroke === undefined) return;
  on.strokeStyle = palette[outline.stroke];
  on.lineWidth = outline.width ?? 1;
  on.setLineDash(outline.isDashed === true ? [4, 3] : []);
  on.stroke(path);
}

function drawMark(on: CanvasRenderingContext2D, palette: Palette, mark: Mark): void {
  switch (mark.kind) {
    case 'group':
      for (const one of mark.marks) drawMark(on, palette, one);
      return;
    case 'text':
      on.font = `${mark.weight ?? 400} ${mark.size}px ${FONTS}`;
      on.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
      on.fillStyle = palette[mark.fill];
      on.fillText(mark.text, mark.x, mark.y);
      return;
    case 'path':
      drawPath(on, palette, new Path2D(mark.d), mark);
      return;
    case 'rect': {
      const path = new Path2D();
      path.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius ?? 0);
      drawPath(on, palette, path, mark);
      return;
    }
    case 'line': {
      const path = new Path2D();
      path.moveTo(mark.x1, mark.y1);
      path.lineTo(mark.x2, mark.y2);
      drawPath(on, palette, path, mark);
      return;
    }
    case 'circle': {
      const path = new Path2D();
      path.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
      drawPath(on, palette, path, mark);
    }
  }
}

/** The scene as PNG. Rejects where the browser cannot draw it. */
export async function drawPng(scene: Scene, palette: Palette): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(scene.width * FINENESS);
  canvas.height = Math.round(scene.height * FINENESS);
  const on = canvas.getContext('2d');
  if (on === null) throw new Error('This window cannot draw images.');
  on.scale(FINENESS, FINENESS);
  on.fillStyle = palette.surface;
  on.fillRect(0, 0, scene.width, scene.height);
  for (const mark of scene.marks) drawMark(on, palette, mark);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('This window cannot make images.'));
      else resolve(blob);
    }, 'image/png');
  });
}
