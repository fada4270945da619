// A form as a dialog, with each field's error beside it.

/** Opens it; `submit` resolves with `errors` when fields are wrong. */
export function openForm(dialog, form, submit) {
  const element = document.createElement('form');
  element.method = 'dialog';
  const title = document.createElement('h2');
  title.textContent = form.title;
  const fields = form.fields.map(fieldOf);
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

function fieldOf(field) {
  const element = document.createElement('label');
  element.className = 'field';
  const label = document.createElement('span');
  label.textContent = field.label;
  const input = field.kind === 'line' ? document.createElement('input') : document.createElement('select');
  input.name = field.name;
  if (field.kind === 'line') input.value = field.initial ?? '';
  else fillSelect(input, field);
  const hint = document.createElement('small');
  hint.textContent = field.hint ?? '';
  const error = document.createElement('small');
  error.className = 'error';
  element.append(label, input, hint, error);
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

function fillSelect(select, field) {
  select.multiple = field.kind === 'some-of';
  if (select.multiple) select.size = Math.min(5, field.options.length);
  const chosen = [field.initial ?? []].flat();
  for (const { value, label } of field.options) select.append(new Option(label, value, false, chosen.includes(value)));
}
