/**
 * A rehype plugin that wraps every text of the rendered output in a span that says where in the raw text it stands
 * (`data-from`, `data-to`), so that a selection can be carried back. Raw HTML becomes plain text here: what the
 * model wrote is shown, never run.
 *
 * Must run after sanitising. Invariant: a text that cannot be placed carries no position, and is never guessed.
 */
import { align } from './source-align.ts';

interface Position {
  start: { offset?: number | undefined };
  end: { offset?: number | undefined };
}
export interface TreeNode {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
  position?: Position | undefined;
}

interface Region {
  from: number;
  to: number;
}

function regionOf(node: TreeNode, around: Region): Region {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  return from === undefined || to === undefined ? around : { from, to };
}

function wrap(node: TreeNode, raw: string, region: Region): { node: TreeNode; end: number } | null {
  const map = align(node.value ?? '', raw, region.from, region.to);
  const first = map?.starts[0];
  const last = map?.ends.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    node: {
      type: 'element',
      tagName: 'span',
      properties: { dataFrom: String(first), dataTo: String(last) },
      children: [{ type: 'text', value: node.value ?? '' }],
    },
    end: last,
  };
}

/** Shows raw HTML as the text that it is. Runs before sanitising, which would drop it without a word. */
export function htmlAsText() {
  const visit = (node: TreeNode): void => {
    if (node.type === 'raw' || node.type === 'comment') node.type = 'text';
    node.children?.forEach(visit);
  };
  return (tree: TreeNode): void => visit(tree);
}

/**
 * Gives every block of its own the direction of its first strong letter, code none: an Arabic list among English
 * paragraphs is numbered from the right. What stands inside a block follows it. Runs after sanitising.
 */
export function blockDirections() {
  return (tree: TreeNode): void => {
    for (const child of tree.children ?? []) {
      if (child.type !== 'element' || child.tagName === 'pre') continue;
      child.properties = { ...child.properties, dir: 'auto' };
    }
  };
}

/** Adds source positions. `raw` is the text that was parsed; offsets are shifted by `shift` for a part of a longer one. */
export function sourcePositions({ raw, shift = 0 }: { raw: string; shift?: number }) {
  let cursor = 0;
  const place = (node: TreeNode, around: Region): TreeNode => {
    const hasOwn = node.position?.start.offset !== undefined;
    const own = regionOf(node, around);
    const region = hasOwn ? own : { from: Math.max(cursor, own.from), to: own.to };
    const wrapped = wrap(node, raw, region);
    if (wrapped === null) return node;
    cursor = wrapped.end;
    const { properties } = wrapped.node;
    if (properties !== undefined && shift > 0) {
      properties['dataFrom'] = String(Number(properties['dataFrom']) + shift);
      properties['dataTo'] = String(Number(properties['dataTo']) + shift);
    }
    return wrapped.node;
  };
  const visit = (node: TreeNode, around: Region): void => {
    const region = regionOf(node, around);
    if (node.children === undefined) return;
    node.children = node.children.map((child) => {
      if (child.type === 'text') return (child.value ?? '').trim() === '' ? child : place(child, region);
      visit(child, region);
      return child;
    });
  };
  return (tree: TreeNode): void => visit(tree, { from: 0, to: raw.length });
}
