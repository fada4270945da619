// Files and functions stay short enough to be read at one sitting.
import type { CallExpression, Expression, Node, ParamPattern } from 'oxc-parser';
import { countLines, isIn, nodesOf, placeOf, type Rule, type Source } from './source.ts';

const MAX_FILE_LINES = 300;
const MAX_TEST_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 50;
const MAX_PARAMETERS = 4;
const GROUPS = new Set(['describe', 'suite']);
const CASES = new Set(['test', 'it']);

interface FunctionSpan {
  readonly start: number;
  readonly end: number;
  readonly params: readonly ParamPattern[];
}

/** A file has at most 300 lines, one of the tests 400. */
export const filesAreShort: Rule = (source) => {
  const [lines, cap] = [countLines(source.text), isIn(source, 'test') ? MAX_TEST_FILE_LINES : MAX_FILE_LINES];
  return lines > cap ? [`${source.path}:1 has ${lines} lines, at most ${cap} are allowed`] : [];
};

/** A function has at most 50 lines; in tests, groups are chapters and not functions, and each case counts for itself. */
export const functionsAreShort: Rule = (source) => {
  const [groups, cases] = [testBlocksOf(source, GROUPS), testBlocksOf(source, CASES)];
  return functionsOf(source).flatMap((span) => {
    if (groups.some(({ start }) => start === span.start)) return [];
    const held = outermostWithin([...groups, ...cases], span).map((block) => linesOf(source, block));
    const lines = linesOf(source, span) - sum(held);
    if (lines <= MAX_FUNCTION_LINES) return [];
    return [`${placeOf(source, span.start)} a function has ${lines} lines, at most ${MAX_FUNCTION_LINES} are allowed`];
  });
};

/** A function takes at most 4 parameters; those of a test over a table are its columns. */
export const functionsTakeFewParameters: Rule = (source) => {
  const cases = testBlocksOf(source, CASES).map(({ start }) => start);
  return functionsOf(source)
    .filter(({ start, params }) => params.length > MAX_PARAMETERS && !cases.includes(start))
    .map(
      ({ start, params }) =>
        `${placeOf(source, start)} a function takes ${params.length} parameters, at most ${MAX_PARAMETERS} are allowed`,
    );
};

function functionsOf(source: Source): readonly FunctionSpan[] {
  return nodesOf(source, 'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression');
}

/** The functions handed to `describe` or `test`; the product has none, whatever its functions are called. */
function testBlocksOf(source: Source, names: ReadonlySet<string>): readonly Node[] {
  if (!isIn(source, 'test')) return [];
  return nodesOf(source, 'CallExpression')
    .filter((call) => names.has(firstNameOf(call) ?? ''))
    .flatMap((call) => call.arguments.filter(isFunction));
}

/** The `test` of `test.each(rows)('name', run)`. */
function firstNameOf(call: CallExpression): string | undefined {
  let node: Expression = call;
  for (;;) {
    if (node.type === 'CallExpression') node = node.callee;
    else if (node.type === 'TaggedTemplateExpression') node = node.tag;
    else if (node.type === 'MemberExpression') node = node.object;
    else return node.type === 'Identifier' ? node.name : undefined;
  }
}

function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

function outermostWithin(blocks: readonly Node[], span: FunctionSpan): readonly Node[] {
  const inside = blocks.filter((block) => contains(span, block));
  return inside.filter((block) => !inside.some((other) => contains(other, block)));
}

function contains(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;
}

function linesOf({ text }: Source, { start, end }: { start: number; end: number }): number {
  return countLines(text.slice(start, end));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
