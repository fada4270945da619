// One source file as the rules of the architecture see it: its path, its text and its syntax tree.
import { type Node, parseSync, visitorKeys } from 'oxc-parser';

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Every node of the syntax tree; none for style sheets, which have a name and a length only. */
  readonly nodes: readonly Node[];
}

/** Returns what breaks the rule in one file, a sentence each that begins with the place. */
export type Rule = (source: Source) => readonly string[];

/** Parses TypeScript or JavaScript. @throws Error when the file is no such thing. */
export function readSource(path: string, text: string): Source {
  if (!/\.[cm]?[jt]s$/.test(path)) return { path, text, nodes: [] };
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return { path, text, nodes: [...walk(program)] };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Picks the nodes of some kinds, such as `ImportDeclaration`. */
export function nodesOf<T extends Node['type']>(
  { nodes }: Source,
  ...types: readonly T[]
): Extract<Node, { type: T }>[] {
  return nodes.filter((node): node is Extract<Node, { type: T }> => types.some((type) => type === node.type));
}

/** The place of a node in the form that editors open. */
export function placeOf({ path, text }: Source, offset: number): string {
  return `${path}:${countLines(text.slice(0, offset))}`;
}

/** The number of lines; a line break at the very end opens no new line. */
export function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

/** Whether the file belongs to one of the folders. */
export function isIn({ path }: Source, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}
