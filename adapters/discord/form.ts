// A form as a modal of labelled inputs.
import type { APILabelComponent, APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Field, Form, Option } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import {
  maxChoiceChars,
  maxDescriptionChars,
  maxLabelChars,
  maxModalFields,
  maxModalTitleChars,
  maxSelectOptions,
} from './limits.ts';

/** Component types: 18 label, 4 text input, 3 string select. */
const type = { label: 18, text: 4, select: 3 } as const;

/** A modal holds five fields; the command's own options hold the rest. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: form.action,
    title: cutAtWord(form.title, maxModalTitleChars),
    components: form.fields.slice(0, maxModalFields).map(labelled),
  };
}

function labelled(field: Field): APILabelComponent {
  return {
    type: type.label,
    label: cutAtWord(field.label, maxLabelChars),
    ...(field.hint === undefined ? {} : { description: cutAtWord(field.hint, maxDescriptionChars) }),
    component: input(field),
  };
}

function input(field: Field): APILabelComponent['component'] {
  const base = { custom_id: field.name, required: !(field.optional ?? false) };
  if (field.kind === 'line') {
    const initial = field.initial === undefined ? {} : { value: field.initial };
    const ceiling = field.maxChars === undefined ? {} : { max_length: field.maxChars };
    return { type: type.text, style: 1, ...base, ...initial, ...ceiling };
  }
  if (field.kind === 'search') return { type: type.text, style: 1, ...base };
  const chosen = field.kind === 'one-of' ? [field.initial] : field.initial;
  const options = field.options.slice(0, maxSelectOptions).map((each) => option(each, chosen.includes(each.value)));
  const range = field.kind === 'some-of' ? { min_values: base.required ? 1 : 0, max_values: options.length } : {};
  return { type: type.select, ...base, options, ...range };
}

const option = ({ value, label }: Option, isDefault: boolean) => ({
  value,
  label: cutAtWord(label, maxChoiceChars),
  default: isDefault,
});
