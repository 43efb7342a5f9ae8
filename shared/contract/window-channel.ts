/**
 * The few names that main, preload and renderer share. Business calls never pass here: they go over the MessagePort.
 */

/** Renderer → main: this page is loaded and wants a port to the backend. */
export const PORT_WANTED = 'assay:port-wanted';
/** Main → renderer, with the port; also the text of the message that the preload posts to the page. */
export const PORT = 'assay:port';
/** Main → renderer: the backend ended unasked and will be back with a new port; also the text posted to the page. */
export const BACKEND_GONE = 'assay:backend-gone';
/** Renderer → main: open a web address outside, after main has asked the person. */
export const OPEN_OUTSIDE = 'assay:open-outside';
/** Where the page lives on the desktop. */
export const APP_SCHEME = 'assay';
export const APP_HOST = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
