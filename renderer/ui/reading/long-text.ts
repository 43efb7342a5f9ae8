/** Where a very long text is cut until someone asks for the rest. Pure. */

/** UTF-16 length at which to cut: at a paragraph, line or word near `limit`; the whole length when it is short. */
export function cutAt(text: string, limit: number): number {
  if (text.length <= limit * 1.2) return text.length;
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(mark, limit);
    if (at > limit / 2) return at;
  }
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
