// Discord's Markdown as DOM nodes: the part of it that messages here use. Nothing is ever parsed as HTML.

const inlines = [
  [/^\\([^0-9A-Za-z\s])/, ([, mark]) => text(mark)],
  [/^`([^`]+)`/, ([, code]) => wrap('code', [text(code)])],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, ([, inner]) => wrap('strong', inline(inner))],
  [/^\*([^\s*][\s\S]*?)\*(?!\*)/, ([, inner]) => wrap('em', inline(inner))],
  [/^<t:(\d+)(?::([tTdDfFR]))?>/, ([, seconds, style]) => timeOf(Number(seconds), style ?? 'f')],
  [/^\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, ([, label, url]) => linkOf(label, url)],
];

const text = (value) => document.createTextNode(value);

function wrap(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

function linkOf(label, url) {
  const element = wrap('a', inline(label));
  element.href = url;
  element.rel = 'noreferrer';
  element.target = '_blank';
  return element;
}

const formats = {
  t: { timeStyle: 'short' },
  f: { dateStyle: 'long', timeStyle: 'short' },
};

function timeOf(seconds, style) {
  const element = document.createElement('time');
  const date = new Date(seconds * 1000);
  element.dateTime = date.toISOString();
  element.textContent = style === 'R' ? relative(seconds) : date.toLocaleString(undefined, formats[style] ?? formats.f);
  return element;
}

function relative(seconds) {
  const now = Date.parse(document.getElementById('now').dateTime);
  const minutes = Math.round((seconds * 1000 - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  return Math.abs(minutes) < 2880
    ? format.format(Math.round(minutes / 60), 'hour')
    : format.format(Math.round(minutes / 1440), 'day');
}

/** A run of inline Markdown as nodes. */
function inline(source) {
  const nodes = [];
  let rest = source;
  let plain = '';
  while (rest !== '') {
    const [match, build] = firstMatch(rest);
    if (!match) {
      plain += rest[0];
      rest = rest.slice(1);
      continue;
    }
    if (plain) nodes.push(text(plain));
    plain = '';
    nodes.push(build(match));
    rest = rest.slice(match[0].length);
  }
  return plain ? [...nodes, text(plain)] : nodes;
}

function firstMatch(source) {
  for (const [pattern, build] of inlines) {
    const match = pattern.exec(source);
    if (match) return [match, build];
  }
  return [null, null];
}

const blocks = [
  [/^```(?:\w*\n)?([\s\S]*?)```\n?/, ([, code]) => wrap('pre', [wrap('code', [text(code.replace(/\n$/, ''))])])],
  [/^(#{1,3}) (.+)(?:\n|$)/, ([, marks, inner]) => wrap(`h${marks.length}`, inline(inner))],
  [/^-# (.+)(?:\n|$)/, ([, inner]) => wrap('small', inline(inner))],
  [/^(?:> .*(?:\n|$))+/, ([whole]) => wrap('blockquote', inline(whole.replace(/^> /gm, '').trim()))],
  [/^(?:- .*(?:\n|$))+/, ([whole]) => listOf('ul', whole, /^- /)],
  [/^(?:\d+\. .*(?:\n|$))+/, ([whole]) => listOf('ol', whole, /^\d+\. /)],
  [/^\n+/, () => text('')],
  [/^(?:(?!```|#{1,3} |-# |> |- |\d+\. ).+(?:\n|$))+/, ([whole]) => wrap('p', inline(whole.trim()))],
  [/^.+(?:\n|$)/, ([whole]) => wrap('p', inline(whole.trim()))],
];

const listOf = (tag, whole, mark) =>
  wrap(
    tag,
    whole
      .trim()
      .split('\n')
      .map((line) => wrap('li', inline(line.replace(mark, '')))),
  );

/** A text display's content as nodes. */
export function renderMarkdown(source) {
  const nodes = [];
  let rest = source;
  while (rest !== '') {
    for (const [pattern, build] of blocks) {
      const match = pattern.exec(rest);
      if (!match || match[0] === '') continue;
      nodes.push(build(match));
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return nodes;
}
