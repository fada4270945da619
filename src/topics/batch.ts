// What the command line reads and prints for lookup: batches of queries, and what was asked for in vain.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, UserError } from '../errors.ts';
import type { Wish } from './store.ts';

const lineSchema = z.object({ q: z.string() });

/** The queries of a file with a line {"q": "..."} each; '-' is standard input. @throws UserError with the line that is none. */
export function readBatch(file: string): readonly string[] {
  return textOf(file)
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [queryOf(line, `${file}:${index + 1}`)]));
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}. Name a file with a line {"q": "..."} each.`);
  }
}

function queryOf(line: string, where: string): string {
  try {
    return lineSchema.parse(JSON.parse(line)).q;
  } catch {
    throw new UserError(`${where} is no query. A line is written {"q": "cap theorem"}.`);
  }
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A line each: how often, in how many workspaces, first and last, and the words. */
export function missesText(wishes: readonly Wish[]): string {
  if (wishes.length === 0) return 'Nobody asked for a topic that is not here.\n';
  return wishes
    .map(({ count, workspaces, firstAt, lastAt, text }) => {
      const where = workspaces === 1 ? '1 workspace' : `${workspaces} workspaces`;
      return `${count} times  ${where}  ${day(firstAt)} to ${day(lastAt)}  ${text === '' ? '(words not kept)' : text}\n`.replace(
        /^1 times/,
        '1 time',
      );
    })
    .join('');
}
