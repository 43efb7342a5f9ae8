import { expect, it } from 'vitest';
import type { Message } from '../../../shared/domain/trace.ts';
import { CHUNK, findAsked, firstShown, NEARBY, turnWords } from './conversation.ts';
import { languageTag } from './language-tag.ts';
import { cutAt } from './long-text.ts';

const say = (...roles: Message['role'][]): Message[] => roles.map((role) => ({ role, text: role }));

it('takes the last turn of the user as the one that is asked about', () => {
  expect(findAsked(say('system', 'user', 'assistant', 'user', 'tool'))).toBe(3);
  expect(turnWords(say('system', 'user', 'assistant', 'user', 'tool'))).toBe('turn 3 of 3');
});

it('makes do with a prompt in which no user speaks', () => {
  expect(findAsked(say('system'))).toBe(0);
  expect(findAsked(say('assistant', 'system'))).toBe(0);
  expect(turnWords(say('system'))).toBe('single turn');
});

it('cuts long texts between words and never inside a character', () => {
  expect(cutAt('short', 100)).toBe(5);
  const text = 'word '.repeat(100);
  expect(text.slice(0, cutAt(text, 52)).endsWith('word')).toBe(true);
  const emoji = '😀'.repeat(200);
  expect(emoji.slice(0, cutAt(emoji, 101)).isWellFormed()).toBe(true);
});

it('shows the turns near the asked one and opens far earlier ones in steps, down to the first', () => {
  expect(firstShown(98, 0)).toBe(98 - NEARBY);
  expect(firstShown(98, 1)).toBe(98 - NEARBY - CHUNK);
  expect(firstShown(98, 9)).toBe(0);
  expect(firstShown(NEARBY + 2, 0)).toBe(0);
  expect(firstShown(0, 0)).toBe(0);
});

it('takes a language only where a browser would know it', () => {
  expect(languageTag('de')).toBe('de');
  expect(languageTag('pt_BR')).toBe('pt-BR');
  expect(languageTag('zh-hant')).toBe('zh-Hant');
  for (const none of ['English', 'n/a', '', undefined, '42']) expect(languageTag(none)).toBeUndefined();
});
