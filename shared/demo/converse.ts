/**
 * The prompt of a trace: system message and a conversation of one to six turns that ends with the customer's last
 * message, which the audited answer replies to. Must not know the answer.
 */
import type { Message } from '../domain/trace.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import { pick, pickInt, pickSome } from './chance.ts';
import type { Subject } from './compose-answer.ts';
import type { Filling } from './marked-text.ts';
import { recordTypeOf } from './library.ts';
import { fillTemplate } from './marked-text.ts';

export interface Conversation {
  prompt: Message[];
  /** How many messages of the customer there are. */
  turn: number;
}

/** `until` is when the answer was given, in milliseconds since 1970. */
export interface Setting {
  template: string;
  turns: number;
  until: number;
}

/** The prompt: `ask` is the index of the question among those of the intent. */
export function converse(
  random: RandomStream,
  subject: Subject,
  filling: Filling,
  ask: number,
  setting: Setting,
): Conversation {
  const { text, intent } = subject;
  const asked = text.intents[intent].asks[ask] ?? '';
  const fill = (template: string): string => fillTemplate(template, filling);
  const opener = fill(`${pick(random, text.askPrefixes)}${asked}${pick(random, text.askSuffixes)}`);
  const said: { role: 'user' | 'assistant'; text: string }[] = [{ role: 'user', text: opener }];
  const { any, [recordTypeOf(intent)]: special } = text.exchanges;
  for (const [question, reply] of pickSome(random, [...any, ...special], setting.turns - 1)) {
    said.push({ role: 'assistant', text: fill(question) }, { role: 'user', text: fill(reply) });
  }
  const last = said.at(-1);
  if (last !== undefined && setting.turns > 1) last.text = `${last.text}\n${fill(pick(random, text.nudges))}`;
  let at = setting.until;
  const timed = said.toReversed().map((message): Message => {
    at -= pickInt(random, 4, 95) * 1000 + pickInt(random, 0, 999);
    return { ...message, at: new Date(at).toISOString() };
  });
  const instructions = text.systemPrompts[setting.template] ?? '';
  const system: Message = { role: 'system', text: `${instructions}\n${fill(text.customerLine)}` };
  return { prompt: [system, ...timed.toReversed()], turn: setting.turns };
}
