/**
 * Puts a text or an image on the clipboard. Says whether it worked: a page may be denied the clipboard, and the caller
 * then offers another way.
 */

/** Copies by the clipboard, or by a hidden selection where the clipboard is not to be had. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const holder = document.createElement('textarea');
    holder.value = text;
    holder.setAttribute('readonly', '');
    holder.style.cssText = 'position: fixed; opacity: 0; pointer-events: none';
    document.body.append(holder);
    holder.select();
    const isCopied = document.execCommand('copy');
    holder.remove();
    return isCopied;
  }
}

export async function copyImage(image: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [image.type]: image })]);
    return true;
  } catch {
    return false;
  }
}
