// The text behind /arch, and the table against its handlers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedOptions } from '../../src/commands/check.ts';
import { parseLine } from '../../src/commands/grammar.ts';
import { commandHandlers } from '../../src/commands/registry.ts';
import { commands } from '../../src/commands/table.ts';

describe('a line', () => {
  it.each([
    ['', 'help', {}],
    ['cap theorem', 'topic', { query: 'cap theorem' }],
    ['topic cap theorem', 'topic', { query: 'cap theorem' }],
    ['/topic cap', 'topic', { query: 'cap' }],
    ['Topic', 'topic', { query: '' }],
    ['tip', 'tip', {}],
    ['tip caching', 'tip', { category: 'caching' }],
    ['quiz', 'quiz', {}],
    ['quiz consistent hashing advanced', 'quiz', { about: 'consistent hashing', level: 'advanced' }],
    ['quiz about:"load balancing" minutes:10', 'quiz', { about: 'load balancing', minutes: '10' }],
    ['daily', 'daily show', {}],
    ['daily sett', 'daily sett', {}],
    ['daily active users', 'topic', { query: 'daily active users' }],
    [
      'daily set 9:30 mon-fri Europe/Berlin both',
      'daily set',
      { at: '9:30', days: 'mon-fri', zone: 'Europe/Berlin', post: 'both' },
    ],
    [
      'daily set 5pm mon wed,fri UTC quiz caching 90m',
      'daily set',
      { at: '5pm', days: 'mon,wed,fri', zone: 'UTC', post: 'quiz', categories: 'caching', close: '90m' },
    ],
    ['settings quiz:managers', 'settings', { quiz: 'managers' }],
    ['settings manager:<@U1|ana>', 'settings', { manager: '<@U1|ana>' }],
    ['help me with http:2', 'topic', { query: 'help me with http:2' }],
  ])('"%s" is %s', (text, command, options) => {
    expect(parseLine(text)).toEqual({ command, options });
  });

  it('is understood whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(parseLine(text).command).toBeTruthy();
      }),
    );
  });
});

describe('the table', () => {
  it('has a handler for every command, and no handler without one', () => {
    const names = commands.flatMap((spec) =>
      spec.subcommands.length === 0 ? [spec.name] : spec.subcommands.map((sub) => `${spec.name} ${sub.name}`),
    );
    expect(Object.keys(commandHandlers).sort()).toEqual(names.sort());
  });

  it.each([
    ['quiz', { minutes: '3' }, '"minutes" is a whole number from 5 to 10080, not "3"'],
    ['quiz', { minutes: 'ten' }, 'whole number'],
    ['quiz', { level: 'hard' }, '"level" is beginner or intermediate or advanced, not "hard"'],
    ['tip', { colour: 'red' }, '"tip" has no option "colour". It takes: category.'],
    ['daily sett', {}, 'There is no "daily sett". Use daily set, show, preview, pause, resume, remove, test.'],
  ])('refuses %s %j with words', (command, options, message) => {
    expect(() => checkedOptions(command, options)).toThrow(message);
  });
});
