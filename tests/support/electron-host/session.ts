/** Electron's sessions: the default one, and those of a partition, whose windows get a browser context of their own. */
import { host } from './state.ts';

type PermissionAnswer = (isAllowed: boolean) => void;
type RequestListener = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

const kinds = [
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'clipboard-sanitized-write',
  'midi',
  'fullscreen',
  'openExternal',
];

const questions = kinds.flatMap((kind) => [
  { kind, page: 'assay://app/', name: kind },
  { kind, page: 'https://example.org/', name: `${kind} of https://example.org/` },
]);

export class Session {
  readonly name: string;
  #schemes = new Map<string, SchemeHandler>();
  #listener: RequestListener | null = null;

  constructor(name: string) {
    this.name = name;
  }

  readonly protocol = {
    handle: (scheme: string, handler: SchemeHandler): void => void this.#schemes.set(scheme, handler),
  };

  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener): void => void (this.#listener = listener),
  };

  /** What is asked is recorded for our own page under its plain name, for another page with its address. */
  setPermissionRequestHandler(
    handler: (
      contents: null,
      permission: string,
      answer: PermissionAnswer,
      details: { requestingUrl: string },
    ) => void,
  ): void {
    for (const { kind, page, name } of questions) {
      const record = (isAllowed: boolean): void => {
        host.record.permissions[`${this.name} request ${name}`] = isAllowed;
      };
      handler(null, kind, record, { requestingUrl: page });
    }
  }

  setPermissionCheckHandler(
    handler: (contents: null, permission: string, requestingOrigin: string) => boolean,
  ): void {
    for (const { kind, page, name } of questions) {
      host.record.permissions[`${this.name} check ${name}`] = handler(null, kind, page);
    }
  }

  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    host.record.devicePermission = handler({ deviceType: 'usb' });
  }

  /** Whether main's listener lets a request of this session through. */
  isCancelled(url: string): boolean {
    let isCancelled = false;
    this.#listener?.({ url }, ({ cancel = false }) => (isCancelled = cancel));
    return isCancelled;
  }

  findHandler(scheme: string): SchemeHandler | undefined {
    return this.#schemes.get(scheme);
  }
}

const partitions = new Map<string, Session>();

export const session = {
  defaultSession: new Session('default'),
  fromPartition(name: string): Session {
    const known = partitions.get(name) ?? new Session(name);
    partitions.set(name, known);
    return known;
  },
};
