// What is wrong with a value in words, and the line as it should be.
import { z } from 'zod';
import { cutAtWord } from '../card/cut.ts';

export interface Wrong {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
  readonly schema: z.ZodType;
}

/** Words for one of zod's issues, and the corrected line. */
export function mendFor(issue: z.core.$ZodIssue, wrong: Wrong): { readonly what: string; readonly mend: string } {
  const name = nameOf(wrong.path);
  const field = fieldAt(wrong.schema, wrong.path);
  const about = field?.description === undefined ? '' : ` (${field.description})`;
  if (wrong.value === undefined && issue.code !== 'unrecognized_keys') {
    return { what: `"${name}" is missing${about}`, mend: `${keyOf(wrong.path)}: ${exampleOf(field)}` };
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKey(wrong);
    case 'too_big':
    case 'too_small':
      return wrongSize(issue, wrong, about);
    case 'invalid_value':
      return {
        what: `"${name}" is ${JSON.stringify(wrong.value)}`,
        mend: `${keyOf(wrong.path)}: ${nearest(String(wrong.value), issue.values.map(String))}   # one of ${issue.values.join(', ')}`,
      };
    default:
      return {
        what: `"${name}" does not fit: ${issue.message}${about}`,
        mend: `${keyOf(wrong.path)}: ${exampleOf(field)}`,
      };
  }
}

function wrongSize(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  wrong: Wrong,
  about: string,
): { what: string; mend: string } {
  const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  const side = issue.code === 'too_big' ? 'at most' : 'at least';
  const name = nameOf(wrong.path);
  if (Array.isArray(wrong.value)) {
    const mend = `${keyOf(wrong.path)}: keep ${side} ${limit} entries`;
    return { what: `"${name}" has ${wrong.value.length} entries, ${side} ${limit} belong there${about}`, mend };
  }
  const text = String(wrong.value);
  const mend =
    issue.code === 'too_big' ? JSON.stringify(cutAtWord(text, limit)) : `write ${side} ${limit} character(s)`;
  return {
    what: `"${name}" has ${text.length} characters, ${side} ${limit} fit${about}`,
    mend: `${keyOf(wrong.path)}: ${mend}`,
  };
}

function unknownKey(wrong: Wrong): { what: string; mend: string } {
  const parent = fieldAt(wrong.schema, wrong.path.slice(0, -1));
  const known = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
  const key = String(wrong.path.at(-1));
  const close = nearest(key, known);
  const mend =
    distance(key, close) <= 3 ? `${close}:   # instead of ${key}` : `delete the line; known are ${known.join(', ')}`;
  return { what: `"${nameOf(wrong.path)}" is not known here`, mend };
}

const nameOf = (path: readonly PropertyKey[]) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key + 1}]` : String(key)))
    .join('.')
    .replaceAll('.[', '[') || 'the file';

const keyOf = (path: readonly PropertyKey[]) => {
  const last = path.at(-1);
  return typeof last === 'number' ? '-' : String(last ?? '');
};

/** The schema of the value at a path, through objects, arrays and optionals. */
function fieldAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let field: unknown = schema;
  for (const key of path) {
    const inner = bare(field);
    field =
      inner instanceof z.ZodObject ? inner.shape[String(key)] : inner instanceof z.ZodArray ? inner.element : undefined;
  }
  return path.length === 0 ? schema : field instanceof z.ZodType ? field : undefined;
}

const bare = (field: unknown): unknown => (field instanceof z.ZodOptional ? field.unwrap() : field);

function exampleOf(field: z.ZodType | undefined): string {
  const inner = bare(field);
  if (inner instanceof z.ZodEnum) return inner.options.join(' | ');
  if (inner instanceof z.ZodArray) return '[...]';
  if (inner instanceof z.ZodISODate) return '2026-11-23';
  return '...';
}

/** The candidate with the fewest single-character edits to `text`. */
function nearest(text: string, candidates: readonly string[]): string {
  const ranked = [...candidates].sort((one, other) => distance(text, one) - distance(text, other));
  return ranked[0] ?? '';
}

/** Levenshtein distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
