/** Path of an installed Chromium, Chrome or Edge (`ASSAY_CHROMIUM` wins), or null. */
export function findBrowser(): string | null;
