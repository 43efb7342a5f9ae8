/**
 * What runs inside the page in place of Electron's sandboxed preload world: `require('electron')` for the built preload,
 * and the page's end of the ports. Sent to the page as text, so it may use nothing from outside its body.
 */

export interface HostCalls {
  __hostSend(channel: string, args: unknown[]): Promise<void>;
  __hostInvoke(channel: string, args: unknown[]): Promise<unknown>;
  __hostPort(id: number, data: string): Promise<void>;
}

/** Text that defines `require`, runs the preload, and lets the host deliver messages by `__deliver`. */
export function bridgeScript(preload: string, platform: string): string {
  return `(() => {
  if (window.top !== window) return;
  const listeners = new Map();
  const ports = new Map();
  const toText = (data) => {
    if (typeof data === 'string') return JSON.stringify({ text: data });
    const bytes = new Uint8Array(data instanceof ArrayBuffer ? data : data.buffer);
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return JSON.stringify({ bytes: btoa(binary), isView: !(data instanceof ArrayBuffer) });
  };
  const fromText = (text) => {
    const held = JSON.parse(text);
    if (held.text !== undefined) return held.text;
    const bytes = Uint8Array.from(atob(held.bytes), (one) => one.charCodeAt(0));
    return held.isView ? bytes : bytes.buffer;
  };
  window.__deliver = (channel, data, portIds) => {
    const handed = portIds.map((id) => {
      const pair = new MessageChannel();
      pair.port1.onmessage = (event) => window.__hostPort(id, toText(event.data));
      ports.set(id, pair.port1);
      return pair.port2;
    });
    for (const listener of listeners.get(channel) ?? []) listener({ ports: handed }, data);
  };
  window.__deliverToPort = (id, text) => ports.get(id)?.postMessage(fromText(text));
  window.__closePort = (id) => { ports.get(id)?.close(); ports.delete(id); };
  const electron = {
    ipcRenderer: {
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel, ...args) => void window.__hostSend(channel, args),
      invoke: (channel, ...args) => window.__hostInvoke(channel, args),
    },
    contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }) },
  };
  const run = new Function('require', 'process', 'module', 'exports', ${JSON.stringify(preload)});
  const module = { exports: {} };
  run((name) => { if (name === 'electron') return electron; throw new Error('preload may not require ' + name); },
      { platform: ${JSON.stringify(platform)} }, module, module.exports);
})();`;
}
