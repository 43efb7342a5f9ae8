/** From one thing of a list to the next by key: those that carry `data-step` and can be seen. */
export function stepFocus(list: HTMLElement | null, by: 1 | -1): void {
  const all = [...(list?.querySelectorAll<HTMLElement>('[data-step]') ?? [])].filter((one) =>
    one.checkVisibility(),
  );
  const at = all.findIndex((one) => one === document.activeElement);
  const next = at < 0 ? (by === 1 ? all[0] : all.at(-1)) : all[at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
