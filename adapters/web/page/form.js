// A form as a dialog, with each field's error beside it.

/** Opens it; `submit` resolves with `errors` when fields are wrong. */
export function openForm(dialog, form, { submit, suggest }) {
  const element = document.createElement('form');
  element.method = 'dialog';
  const title = document.createElement('h2');
  title.textContent = form.title;
  const fields = form.fields.map((field) => fieldOf(field, suggest));
  element.append(title, ...fields.map((field) => field.element), actionsOf(dialog, form));
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
    const { errors, error } = await submit(values);
    for (const field of fields) field.complain(errors?.[field.name] ?? '');
    if (error) fields[0].complain(error);
    if (!errors && !error) dialog.close();
  });
  dialog.replaceChildren(element);
  dialog.showModal();
}

function actionsOf(dialog, form) {
  const actions = document.createElement('div');
  actions.className = 'actions';
  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.textContent = 'Cancel';
  cancel.addEventListener('click', () => dialog.close());
  const save = document.createElement('button');
  save.type = 'submit';
  save.className = 'primary';
  save.textContent = form.submitLabel;
  actions.append(cancel, save);
  return actions;
}

function fieldOf(field, suggest) {
  const element = document.createElement('label');
  element.className = 'field';
  const label = document.createElement('span');
  label.textContent = field.label;
  const input = document.createElement(isTyped(field) ? 'input' : 'select');
  input.name = field.name;
  if (field.maxChars !== undefined) input.maxLength = field.maxChars;
  if (isTyped(field)) input.value = field.initial ?? '';
  else fillSelect(input, field);
  const list = field.kind === 'search' ? suggestionsFor(input, suggest) : [];
  const hint = document.createElement('small');
  hint.textContent = field.hint ?? '';
  const error = document.createElement('small');
  error.className = 'error';
  element.append(label, input, ...list, hint, error);
  return {
    name: field.name,
    element,
    value: () => (field.kind === 'some-of' ? [...input.selectedOptions].map((option) => option.value) : input.value),
    complain: (text) => {
      error.textContent = text;
      input.setAttribute('aria-invalid', String(text !== ''));
    },
  };
}

const isTyped = (field) => field.kind === 'line' || field.kind === 'search';

/** The browser's own list of suggestions under a line, filled anew at each key. */
function suggestionsFor(input, suggest) {
  const list = document.createElement('datalist');
  list.id = `suggestions-for-${input.name}`;
  input.setAttribute('list', list.id);
  input.autocomplete = 'off';
  input.addEventListener('input', async () => {
    const typed = input.value;
    const choices = await suggest(input.name, typed);
    if (input.value === typed) list.replaceChildren(...choices.map(({ label, value }) => new Option(label, value)));
  });
  return [list];
}

function fillSelect(select, field) {
  select.multiple = field.kind === 'some-of';
  if (select.multiple) select.size = Math.min(5, field.options.length);
  const chosen = [field.initial ?? []].flat();
  for (const { value, label } of field.options) select.append(new Option(label, value, false, chosen.includes(value)));
}
