import { expect, it } from 'vitest';
import type { Message } from '../../../shared/domain/trace.ts';
import { findAsked, turnWords } from './conversation.ts';
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
