// A form as a modal.
import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Field, Form, Option } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { maxLabelChars, maxModalTitleChars, maxOptionChars, maxPlaceholderChars, maxSelectOptions } from './limits.ts';

/** All our modals have one callback id; which form it is travels in the metadata. */
export const formCallback = 'archway-form';

/** `metadata` is at most 3,000 characters and comes back with the submission. */
export function renderForm(form: Form, metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: metadata,
    title: plain(form.title, maxModalTitleChars),
    submit: plain(form.submitLabel, maxModalTitleChars),
    close: plain('Cancel', maxModalTitleChars),
    blocks: form.fields.map(input),
  };
}

const plain = (text: string, maxChars: number) => ({
  type: 'plain_text' as const,
  text: cutAtWord(text, maxChars),
  emoji: false,
});
const option = ({ value, label }: Option): PlainTextOption => ({ text: plain(label, maxOptionChars), value });

function input(field: Field): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, maxLabelChars),
    optional: field.optional ?? false,
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, maxLabelChars) }),
    element: element(field),
  };
}

function element(field: Field): InputBlock['element'] {
  const action = { action_id: field.name };
  switch (field.kind) {
    case 'line':
      return {
        type: 'plain_text_input',
        ...action,
        ...(field.initial === undefined ? {} : { initial_value: field.initial }),
        ...(field.maxChars === undefined ? {} : { max_length: field.maxChars }),
        ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, maxPlaceholderChars) }),
      };
    case 'search':
      return {
        type: 'external_select',
        ...action,
        min_query_length: 0,
        placeholder: plain('Type a few letters', maxPlaceholderChars),
      };
    case 'one-of': {
      const initial = field.options.find((each) => each.value === field.initial);
      const initialOption = initial === undefined ? {} : { initial_option: option(initial) };
      if (field.options.length > maxSelectOptions)
        return { type: 'external_select', ...action, min_query_length: 0, ...initialOption };
      return { type: 'static_select', ...action, options: field.options.map(option), ...initialOption };
    }
    case 'some-of': {
      const chosen = field.options.filter((each) => field.initial.includes(each.value));
      return {
        type: 'multi_static_select',
        ...action,
        options: field.options.slice(0, maxSelectOptions).map(option),
        ...(chosen.length === 0 ? {} : { initial_options: chosen.map(option) }),
      };
    }
    default:
      return field satisfies never;
  }
}
