// The line at the bottom: sends, recalls what was sent before, and suggests topics.

/** Suggestions are asked for behind these words. */
const suggesting =
  /^\/?(?:arch\s+)?(?:topic\s+)(.+)$|^\/arch\s+(?!topic\b|tip\b|quiz\b|daily\b|settings\b|help\b)(\S.*)$/i;

/** Wires the form; `perform` sends. */
export function wireComposer({ form, input, list, perform }) {
  const sent = [];
  let recalled = 0;
  let chosen = -1;
  let choices = [];

  const close = () => {
    choices = [];
    chosen = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    chosen = index;
    for (const [place, item] of [...list.children].entries())
      item.setAttribute('aria-selected', String(place === index));
    if (index >= 0) input.setAttribute('aria-activedescendant', `suggestion-${index}`);
  };
  const take = (index) => {
    input.value = `/arch ${choices[index].value}`;
    close();
    input.focus();
  };
  const show = (found) => {
    choices = found.slice(0, 8);
    list.replaceChildren(...choices.map((choice, index) => item(choice, index, () => take(index))));
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    chosen = -1;
  };
  const suggest = async () => {
    const match = suggesting.exec(input.value);
    const typed = match?.[1] ?? match?.[2];
    if (!typed) return close();
    const before = input.value;
    const { choices: found } = await perform('suggest', { command: 'topic', option: 'query', typed });
    if (input.value === before && found) show(found);
  };

  const recall = (step) => {
    recalled = Math.max(0, Math.min(sent.length, recalled + step));
    input.value = sent[sent.length - recalled] ?? '';
  };
  /** Arrows walk through the suggestions, or else through what was sent before. */
  const walk = (step) =>
    choices.length > 0 ? choose((chosen + step + choices.length) % choices.length) : recall(-step);
  const keys = new Map([
    ['ArrowDown', () => walk(1)],
    ['ArrowUp', () => walk(-1)],
    ['Escape', close],
  ]);
  input.addEventListener('input', suggest);
  input.addEventListener('blur', () => setTimeout(close, 150));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (keys.has(event.key)) {
      event.preventDefault();
      keys.get(event.key)();
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value;
    close();
    sent.push(text);
    recalled = 0;
    input.value = '';
    const { error } = await perform('say', { text });
    // What could not be sent is not lost.
    if (error) input.value = text;
  });
}

function item(choice, index, onTake) {
  const element = document.createElement('li');
  element.id = `suggestion-${index}`;
  element.setAttribute('role', 'option');
  element.textContent = choice.label;
  element.addEventListener('mousedown', (event) => {
    event.preventDefault();
    onTake();
  });
  return element;
}
