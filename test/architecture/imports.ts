// Finds every way in which a file names another module: static, dynamic, as a type, required, or as a URL beside itself.

import { posix } from 'node:path';
import type { Expression, Node, StringLiteral } from 'oxc-parser';
import type { Source } from './source.ts';

export interface Import {
  readonly specifier: string;
  readonly offset: number;
  /** The file from the repository's root; nothing for a package. */
  readonly path: string | undefined;
}

/** Lists the modules that a file names, in the order of the file. */
export function importsOf(source: Source): readonly Import[] {
  return source.nodes.flatMap((node) => {
    const name = namedBy(node);
    if (!isText(name)) return [];
    return [{ specifier: name.value, offset: name.start, path: resolve(source.path, name.value) }];
  });
}

function namedBy(node: Node): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source;
    case 'CallExpression':
      return isNamed(node.callee, 'require') ? node.arguments[0] : undefined;
    case 'NewExpression':
      // Workers are loaded by `new URL('./worker.ts', import.meta.url)`.
      return isNamed(node.callee, 'URL') && node.arguments.length === 2 ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

function isText(node: unknown): node is StringLiteral {
  if (typeof node !== 'object' || node === null) return false;
  return 'type' in node && node.type === 'Literal' && 'value' in node && typeof node.value === 'string';
}

function isNamed(node: Expression, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier);
}
