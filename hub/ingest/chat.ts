/**
 * Chats as systems log them, in the shapes of several providers, as messages, calls of tools and their results. Must not
 * know where they were found.
 *
 * Invariant: what is not text (pictures, reasoning, signatures) is left out; text is never changed.
 */
import type { Message } from '../../shared/domain/trace.ts';
import { cut, parseJson } from './otlp/attributes.ts';

export interface Call {
  id?: string | undefined;
  name: string;
  arguments: string;
  result?: string | undefined;
}

export interface Chat {
  messages: Message[];
  /** What the assistant asked for, in order. */
  calls: Call[];
  /** What tools answered, by the id of the call. */
  results: Map<string, string>;
}

const roles: Record<string, Message['role']> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** The role that a provider's word means; `usual` for an unknown one. */
function toRole(word: unknown, usual: Message['role']): Message['role'] {
  const key = typeof word === 'string' ? word.toLowerCase() : '';
  return Object.hasOwn(roles, key) ? (roles[key] as Message['role']) : usual;
}

/** A list of messages, or one; `usual` is the role of a message that names none. */
export function readChat(value: unknown, usual: Message['role']): Chat {
  const chat: Chat = { messages: [], calls: [], results: new Map() };
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) addMessage(chat, one, usual);
  return chat;
}

/** Chats one after the other. */
export function joinChats(chats: readonly Chat[]): Chat {
  return {
    messages: chats.flatMap((chat) => chat.messages),
    calls: chats.flatMap((chat) => chat.calls),
    results: new Map(chats.flatMap((chat) => [...chat.results])),
  };
}

function addMessage(chat: Chat, value: unknown, usual: Message['role']): void {
  if (typeof value === 'string') {
    if (value !== '') chat.messages.push({ role: usual, text: value });
    return;
  }
  // Frameworks write a pair of role and text.
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === 'string') {
    return addMessage(chat, { role: value[0], content: value[1] as unknown }, usual);
  }
  if (!isObject(value)) return;
  const of = isObject(value['kwargs']) ? value['kwargs'] : value;
  const role = roleOf(value, of, usual);
  const parts = of['parts'] ?? of['content'] ?? of['contents'] ?? of['text'];
  const found: Found = { text: [], calls: chat.calls, results: chat.results };
  addParts(found, parts);
  addCalls(chat.calls, of['tool_calls'] ?? of['toolCalls']);
  const text = found.text.join('\n');
  const callId = of['tool_call_id'] ?? of['toolCallId'];
  if (role === 'tool' && typeof callId === 'string' && text !== '') chat.results.set(callId, text);
  if (text === '') return;
  const name = of['name'];
  const named = typeof name === 'string' && name !== '' ? { name: cut(name, 200) } : {};
  chat.messages.push({ role, text, ...named });
}

function roleOf(
  value: Record<string, unknown>,
  of: Record<string, unknown>,
  usual: Message['role'],
): Message['role'] {
  const path: unknown[] = Array.isArray(value['id']) ? (value['id'] as unknown[]) : [];
  const kind = path.at(-1);
  // Serialised objects of a framework name their class, such as `HumanMessage`.
  const ofClass = typeof kind === 'string' ? kind.replace(/Message(Chunk)?$/, '') : undefined;
  const word = of['role'] ?? (isMessageType(of['type']) ? of['type'] : ofClass);
  return toRole(word, usual);
}

const isMessageType = (type: unknown): boolean =>
  typeof type === 'string' && Object.hasOwn(roles, type.toLowerCase());

interface Found {
  text: string[];
  calls: Call[];
  results: Map<string, string>;
}

function addParts(found: Found, parts: unknown): void {
  if (typeof parts === 'string') {
    if (parts !== '') found.text.push(parts);
  } else if (Array.isArray(parts)) {
    for (const part of parts as unknown[]) addPart(found, part);
  } else if (isObject(parts)) addPart(found, parts);
}

function addPart(found: Found, part: unknown): void {
  if (typeof part === 'string') return addParts(found, part);
  if (!isObject(part)) return;
  const type = part['type'];
  if (type === 'tool_call' || type === 'tool_use' || type === 'tool-call') {
    addCalls(found.calls, [part]);
  } else if (type === 'tool_call_response' || type === 'tool_result' || type === 'tool-result') {
    const id = part['id'] ?? part['tool_use_id'] ?? part['toolCallId'];
    const text = toText(part['response'] ?? part['result'] ?? part['output'] ?? part['content']);
    if (text === undefined) return;
    if (typeof id === 'string') found.results.set(id, text);
    found.text.push(text);
  } else if (type === undefined || type === 'text' || type === 'input_text' || type === 'output_text') {
    const text = part['text'] ?? part['content'];
    if (typeof text === 'string' && text !== '') found.text.push(text);
  }
}

function addCalls(calls: Call[], list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const one of list as unknown[]) {
    if (!isObject(one)) continue;
    const of = isObject(one['function']) ? one['function'] : one;
    const name = of['name'] ?? of['toolName'];
    if (typeof name !== 'string' || name === '') continue;
    const given = of['arguments'] ?? of['args'] ?? of['input'] ?? of['parameters'];
    const id = one['id'] ?? one['toolCallId'];
    calls.push({
      ...(typeof id === 'string' ? { id } : {}),
      name: cut(name, 200),
      arguments: toText(given) ?? '',
    });
  }
}

/** Text as it is, anything else as JSON; the texts of a list of text parts. */
export function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const found: Found = { text: [], calls: [], results: new Map() };
    addParts(found, value);
    if (value.length > 0 && found.text.length === value.length) return found.text.join('\n');
  }
  return JSON.stringify(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const listNames = ['messages', 'input', 'prompt', 'chat_history', 'inputs'] as const;
const textNames = ['question', 'query', 'input', 'prompt', 'text', 'content', 'message'] as const;
const answerNames = ['answer', 'output', 'response', 'completion', 'text', 'content', 'result'] as const;

/** What somebody asked, in whatever shape a framework logs the input of a step. */
export function readInput(value: unknown): Chat {
  const parsed = typeof value === 'string' ? readText(value) : value;
  if (typeof parsed === 'string') return readChat(parsed, 'user');
  if (Array.isArray(parsed)) return readChat(parsed, 'user');
  if (!isObject(parsed)) return readChat([], 'user');
  for (const name of listNames) {
    const list = parsed[name];
    // Some frameworks log a batch of chats of which only the first was sent.
    if (Array.isArray(list))
      return readChat(Array.isArray(list[0]) && isList(list[0]) ? list[0] : list, 'user');
  }
  for (const name of textNames) if (typeof parsed[name] === 'string') return readChat(parsed[name], 'user');
  const chat = readChat(parsed, 'user');
  return chat.messages.length > 0 ? chat : readChat(JSON.stringify(parsed), 'user');
}

/** What was answered: its text, and the tools that it asks for. */
export function readOutput(value: unknown): { text: string | undefined; calls: Call[] } {
  const parsed = typeof value === 'string' ? readText(value) : value;
  if (typeof parsed === 'string') return { text: parsed === '' ? undefined : parsed, calls: [] };
  if (isObject(parsed)) {
    const choices = parsed['choices'] ?? parsed['messages'];
    if (Array.isArray(choices)) return readOutput(choices);
    for (const name of answerNames) {
      if (typeof parsed[name] === 'string' && parsed[name] !== '' && parsed['role'] === undefined) {
        return { text: parsed[name], calls: readChat(parsed, 'assistant').calls };
      }
    }
  }
  const inner = Array.isArray(parsed)
    ? (parsed as unknown[]).map((one) => (isObject(one) && isObject(one['message']) ? one['message'] : one))
    : parsed;
  const chat = readChat(inner, 'assistant');
  const said = chat.messages.filter((one) => one.role === 'assistant');
  const text = (said.at(-1) ?? chat.messages.at(-1))?.text;
  if (text !== undefined || chat.calls.length > 0) return { text, calls: chat.calls };
  return { text: isObject(parsed) ? JSON.stringify(parsed) : undefined, calls: [] };
}

const isList = (value: readonly unknown[]): boolean => value.every((one) => isObject(one));

/** Text that is a JSON list or object is that; any other is itself. */
function readText(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return text;
  return parseJson(text) ?? text;
}
