// YAML that keeps its line numbers, and zod's complaints turned into problems with a corrected line.
import { load } from 'js-yaml';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../errors.ts';
import { mendFor } from './mend.ts';

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** Lines of the file above the YAML. */
  readonly linesAbove: number;
}

export type Parsed<T> = { readonly value: T; readonly lineOf: LineOf } | { readonly problems: readonly Problem[] };

/** The 1-based line of the file at which the value of a path stands. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/**
 * Parses and checks one YAML text; never throws. What is right is read by a quick parser; only what is wrong, or asks for a
 * line, is read by one that keeps positions (67 topics: 54 ms and 291 ms, 2026-11-24).
 */
export function parseYaml<T>(source: YamlSource, schema: z.ZodType<T>): Parsed<T> {
  const quick = schema.safeParse(quickly(source.text));
  if (!quick.success) return parseWithLines(source, schema);
  let lineOf: LineOf | undefined;
  return {
    value: quick.data,
    lineOf: (path) => {
      lineOf ??= positions(source).lineOf;
      return lineOf(path);
    },
  };
}

/** Nothing for a text that is no YAML: the other parser says why. */
function quickly(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

function positions(source: YamlSource): { document: Document; lineOf: LineOf; at: (offset: number) => number } {
  const counter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: counter, prettyErrors: false });
  const at = (offset: number) => counter.linePos(offset).line + source.linesAbove;
  return { document, at, lineOf: (path) => at(offsetOf(document, path)) };
}

function parseWithLines<T>(source: YamlSource, schema: z.ZodType<T>): Parsed<T> {
  const { document, lineOf, at } = positions(source);
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        where: source.file,
        line: at(error.pos[0]),
        what: error.message,
        mend: yamlMend(source.text, error.pos[0]),
      })),
    };
  }
  const value: unknown = document.toJS();
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, lineOf };
  return { problems: result.error.issues.flatMap((issue) => issueProblems(issue, { source, value, lineOf, schema })) };
}

/** Where a value stands; a missing one stands where its nearest parent does. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === String(key)) : undefined;
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

interface IssueContext {
  readonly source: YamlSource;
  readonly value: unknown;
  readonly lineOf: LineOf;
  readonly schema: z.ZodType;
}

function issueProblems(issue: z.core.$ZodIssue, context: IssueContext): readonly Problem[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({
    where: context.source.file,
    line: context.lineOf(path),
    ...mendFor(issue, { path, value: valueAt(context.value, path), schema: context.schema }),
  }));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** An unquoted ": " is by far the most frequent slip: offers the line with its value in quotes. */
function yamlMend(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, text.indexOf('\n', offset) === -1 ? undefined : text.indexOf('\n', offset));
  const parts = /^(\s*(?:- )?[\w-]+: |\s*- )(.+)$/.exec(line);
  if (parts?.[2]?.includes(': ')) return `${parts[1]}${JSON.stringify(parts[2])}`.trim();
  return `put the value of "${line.trim()}" in double quotes, or check its indentation`;
}
