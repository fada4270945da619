// Any flowchart of the subset, as text.
import fc from 'fast-check';

const id = fc.constantFrom('a', 'b', 'c1', 'D', 'order_x', 'xo', 'o1', 'endpoint', 'End2');
const word = fc.constantFrom(
  'asks',
  'x = 7',
  'a/b',
  '90 %',
  "client's",
  'read, write',
  'A & B',
  'is it?',
  'so: no',
  'p99 +5 ms',
  'end',
  'Größe',
  'and.so.on',
  'to-do',
  '$4',
  '*any*',
  'id_1',
  'x^2',
  'a!b',
  '~5 s',
  'Kafka 🚀',
);
const quoted = fc
  .oneof(
    word,
    fc.constantFrom(
      '@home',
      '-1',
      '/etc',
      'f(x)',
      'a [b] {c}',
      'R + W > N ?',
      'one<br>two',
      'say #quot;hi#quot;',
      'a|b',
      'x -- y',
    ),
  )
  .map((text) => `"${text}"`);
const label = fc.oneof(word, quoted);
const shape = fc.constantFrom(
  ['[', ']'],
  ['(', ')'],
  ['([', '])'],
  ['[(', ')]'],
  ['[[', ']]'],
  ['{', '}'],
  ['{{', '}}'],
  ['((', '))'],
);
const node = fc
  .record({ id, shape, label })
  .map(({ id: name, shape: [open, close], label: text }) => ({ name, text: `${name}${open}${text}${close}` }));
const arrow = fc.constantFrom('-->', '---', '-.->', '-.-', '==>', '===', '<-->', '<-.->', '<==>');
const edge = fc
  .record({ from: id, to: id, arrow, label: fc.option(label), space: fc.boolean() })
  .map(({ from, to, arrow: mark, label: text, space }) => {
    const tail = text === null ? mark : `${mark}|${text}|`;
    return space ? `${from} ${tail} ${to}` : `${from} ${tail}${to}`;
  })
  // Without a space a headless arrow and an id with o or x would be another arrow.
  .filter((line) => !/(---|-\.-|===)[ox]/.test(line));

/** Nodes first, each once, so that none has two labels. */
export const anyFlowchart: fc.Arbitrary<string> = fc
  .record({
    direction: fc.constantFrom('TD', 'LR', 'BT', 'RL', 'TB'),
    nodes: fc.uniqueArray(node, { selector: ({ name }) => name, maxLength: 5 }),
    edges: fc.array(edge, { minLength: 1, maxLength: 6 }),
    isGrouped: fc.boolean(),
  })
  .map(({ direction, nodes, edges, isGrouped }) => {
    const declared = nodes.map(({ text }) => `  ${text}`);
    const group = isGrouped && declared.length > 0 ? ['subgraph zone[Zone A]', ...declared, 'end'] : declared;
    return [`flowchart ${direction}`, ...group, ...edges].join('\n');
  });
