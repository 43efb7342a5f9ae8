/**
 * What the window's page may load and whom it may talk to: sent as response headers by both hosts (assay://app/ on the
 * desktop, the loopback host elsewhere), so that a page injected with foreign text can reach nothing outside.
 */

/** Inline styles are the price of the UI kit; scripts, connections, fonts come from the page's own origin only. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=()',
} as const;
