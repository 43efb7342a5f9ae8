import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageToBackend, MessageToMain } from '../../shared/contract/process.ts';
import { decodeBackendOptions, encodeBackendOptions, messageToMain } from '../../shared/contract/process.ts';
import { silentLog } from './log.ts';
import type { ParentLink } from './parent-link.ts';
import { linkToParent } from './parent-link.ts';
import type { ServedPort } from './port-server.ts';

/** Main's end: what it was told, and what it answers to each question. */
class FakeMain extends EventEmitter {
  told: MessageToMain[] = [];
  answers: ((question: MessageToMain & { requestId: string }) => MessageToBackend | null) | null = null;

  postMessage(message: unknown): void {
    const parsed = messageToMain.parse(structuredClone(message));
    this.told.push(parsed);
    const answer = 'requestId' in parsed ? this.answers?.(parsed) : null;
    if (answer != null) queueMicrotask(() => this.say(answer));
  }

  say(message: unknown, ports: ServedPort[] = []): void {
    this.emit('message', { data: structuredClone(message), ports });
  }
}

let main: FakeMain;
let link: ParentLink;
let ports: ServedPort[];
let shutdowns: number;
beforeEach(() => {
  main = new FakeMain();
  ports = [];
  shutdowns = 0;
  link = linkToParent({
    parent: main,
    log: silentLog(),
    onPort: (port) => ports.push(port),
    onShutdown: () => (shutdowns += 1),
  });
});

describe('the talk with main', () => {
  test('keeps secrets where main keeps them', async () => {
    const held = new Map<string, string>();
    main.answers = (question) => {
      const { requestId } = question;
      if (question.type === 'secret-get') {
        return { type: 'secret-value', requestId, value: held.get(question.name) ?? null };
      }
      if (question.type === 'secret-set') held.set(question.name, question.value);
      if (question.type === 'secret-remove') held.delete(question.name);
      return { type: 'secret-done', requestId };
    };
    const secrets = link.secrets(true);
    await secrets.set('hub-token', 'abc');
    expect(await secrets.get('hub-token')).toBe('abc');
    await secrets.remove('hub-token');
    expect(await secrets.get('hub-token')).toBeNull();
    expect(secrets.isPersistent).toBe(true);
    expect(link.secrets(false).isPersistent).toBe(false);
  });

  test('tells why a secret or the demo hub could not be had', async () => {
    main.answers = ({ requestId, type }) =>
      type === 'start-hub'
        ? { type: 'hub-failed', requestId, reason: 'port in use' }
        : { type: 'secret-failed', requestId, reason: 'key store is locked' };
    await expect(link.startHub()).rejects.toThrow('port in use');
    await expect(link.secrets(true).get('hub-token')).rejects.toThrow('key store is locked');
    await expect(link.secrets(true).set('hub-token', 'x')).rejects.toThrow('key store is locked');
  });

  test('gives each of many questions its own answer, in whatever order they come', async () => {
    const asked: (MessageToMain & { requestId: string })[] = [];
    main.answers = (question) => {
      asked.push(question);
      return null;
    };
    const secrets = link.secrets(true);
    const answers = Promise.all(['a', 'b', 'c'].map((name) => secrets.get(name)));
    for (const question of asked.toReversed()) {
      if (question.type !== 'secret-get') throw new Error(question.type);
      main.say({ type: 'secret-value', requestId: question.requestId, value: question.name.repeat(3) });
    }
    expect(await answers).toEqual(['aaa', 'bbb', 'ccc']);
  });

  test('starts the demo hub', async () => {
    const url = 'http://127.0.0.1:4000';
    main.answers = ({ requestId }) => ({ type: 'hub-started', requestId, url, token: 't'.repeat(30) });
    expect(await link.startHub()).toEqual({ url, token: 't'.repeat(30) });
  });

  test('acts on ports and shutdown, and on nothing that does not fit', () => {
    const port = { start: () => {} } as ServedPort;
    main.say({ type: 'port' }, [port]);
    main.say({ type: 'port' });
    main.say({ type: 'shutdown', now: true });
    main.say('shutdown');
    main.say({ type: 'secret-value', requestId: crypto.randomUUID(), value: 'nobody asked' });
    expect([ports, shutdowns]).toEqual([[port], 0]);
    main.say({ type: 'shutdown' });
    expect(shutdowns).toBe(1);
  });

  test('ends every question when it closes, also those asked afterwards', async () => {
    const open = link.startHub();
    link.close();
    await expect(open).rejects.toThrow('closing');
    await expect(link.secrets(true).get('hub-token')).rejects.toThrow('closing');
  });
});

test('options of the backend survive the command line, and nothing else passes for them', () => {
  const options = {
    dataDir: '/data dir/"quoted" ü',
    version: '0.1.0',
    hasKeyStore: true,
    canStartHub: false,
  };
  expect(decodeBackendOptions(['node', 'backend.js', ...encodeBackendOptions(options)])).toEqual(options);
  expect(() => decodeBackendOptions(['node', 'backend.js'])).toThrow('--options');
  expect(() => decodeBackendOptions(['--options={"dataDir":""}'])).toThrow();
});
