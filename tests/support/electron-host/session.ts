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
  'midi',
  'fullscreen',
  'openExternal',
];

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

  setPermissionRequestHandler(
    handler: (contents: null, permission: string, answer: PermissionAnswer) => void,
  ): void {
    for (const kind of kinds) {
      handler(
        null,
        kind,
        (isAllowed) => (host.record.permissions[`${this.name} request ${kind}`] = isAllowed),
      );
    }
  }

  setPermissionCheckHandler(handler: (contents: null, permission: string) => boolean): void {
    for (const kind of kinds) host.record.permissions[`${this.name} check ${kind}`] = handler(null, kind);
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
