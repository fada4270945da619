// The line at the bottom: sends, recalls what was sent before, and suggests topics.
import { Suggestions } from './suggestions.js';

/** Behind these words topics are suggested. */
const suggesting =
  /^\/?(?:arch\s+)?(?:topic\s+)(.+)$|^\/arch\s+(?!topic\b|tip\b|quiz\b|daily\b|settings\b|help\b)(\S.*)$/i;

/** Wires the form; `perform` sends. */
export function wireComposer({ form, input, list, perform }) {
  const suggestions = new Suggestions(input, list);
  const recall = recaller(input);
  /** Arrows walk through the suggestions, or else through what was sent before. */
  const walk = (step) => (suggestions.isOpen ? suggestions.walk(step) : recall.step(-step));
  const keys = new Map([
    ['ArrowDown', () => walk(1)],
    ['ArrowUp', () => walk(-1)],
    ['Escape', () => suggestions.close()],
  ]);
  input.addEventListener('input', () => suggest(input, suggestions, perform));
  input.addEventListener('blur', () => suggestions.close());
  input.addEventListener('keydown', (event) => {
    const act = event.key === 'Enter' && suggestions.hasChosen ? () => suggestions.take() : keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value;
    suggestions.close();
    recall.add(text);
    input.value = '';
    const { error } = await perform('say', { text });
    // What could not be sent is not lost.
    if (error) input.value = text;
  });
}

async function suggest(input, suggestions, perform) {
  const before = input.value;
  const match = suggesting.exec(before);
  const typed = match?.[1] ?? match?.[2];
  if (!typed) return suggestions.close();
  const { choices } = await perform('suggest', { command: 'topic', option: 'query', typed });
  // A slower answer to an earlier key must not replace a later one.
  if (input.value === before && choices) suggestions.show(choices);
}

/** Steps back and forth through what was sent. */
function recaller(input) {
  const sent = [];
  let back = 0;
  return {
    add: (text) => {
      sent.push(text);
      back = 0;
    },
    step: (step) => {
      back = Math.max(0, Math.min(sent.length, back + step));
      input.value = sent[sent.length - back] ?? '';
    },
  };
}
