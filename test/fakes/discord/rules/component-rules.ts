// Discord's rules for components beside and inside each other, in messages and in modals.
import { type Component, type Placed, SELECT_TYPES, TYPE } from '../components.ts';
import type { Breach } from '../refusal.ts';

// https://docs.discord.com/developers/components/reference
const MAX_BUTTONS = 5;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

/** Lists what is wrong with the components of one message or modal. */
export function breachesOfComponents(placed: readonly Placed[]): readonly Breach[] {
  return [
    ...breachesOfTwice(placed, 'custom_id'),
    ...breachesOfTwice(placed, 'id'),
    ...placed.flatMap(({ component, path }) => faultsOf(component).map((message) => ({ path, message }))),
  ];
}

function breachesOfTwice(placed: readonly Placed[], field: 'custom_id' | 'id'): readonly Breach[] {
  const seen = new Set<unknown>();
  return placed.flatMap(({ component, path }) => {
    const value = component[field];
    if (value == null) return [];
    const isTwice = seen.has(value);
    seen.add(value);
    return isTwice ? [{ path: [...path, field], message: `Component ${field} cannot be duplicated: ${value}` }] : [];
  });
}

function faultsOf(component: Component): readonly string[] {
  if (component.type === TYPE.actionRow) return faultsOfRow(component);
  if (component.type === TYPE.button) return faultsOfButton(component);
  if (SELECT_TYPES.includes(component.type)) return faultsOfSelect(component);
  if (component.type === TYPE.textInput) return faultsOfTextInput(component);
  return [];
}

function faultsOfRow({ components = [] }: Component): readonly string[] {
  const isSelect = components.some(({ type }) => SELECT_TYPES.includes(type));
  if (isSelect) return components.length === 1 ? [] : ['An action row holds one select menu and nothing else'];
  return components.length > MAX_BUTTONS ? [`An action row holds at most ${MAX_BUTTONS} buttons`] : [];
}

function faultsOfButton({ style, url, custom_id, label, emoji, sku_id }: Component): readonly string[] {
  if (style === PREMIUM_STYLE) return sku_id ? [] : ['A premium button needs a sku_id'];
  const faults: string[] = [];
  if (style === LINK_STYLE && (!url || custom_id)) faults.push('A link button needs a url and no custom_id');
  if (style !== LINK_STYLE && (url || !custom_id)) faults.push('A button needs a custom_id and no url');
  if (!label && !emoji) faults.push('A button needs a label or an emoji');
  return faults;
}

function faultsOfSelect({ options, min_values, max_values }: Component): readonly string[] {
  const [least, most] = [min_values ?? 1, max_values ?? 1];
  const faults: string[] = [];
  if (least > most) faults.push('min_values is greater than max_values');
  if (options && most > options.length) faults.push('max_values is greater than the number of options');
  const values = (options ?? []).map(({ value }) => value);
  if (new Set(values).size < values.length) faults.push('The values of options must be unique');
  return faults;
}

function faultsOfTextInput({ min_length, max_length, value }: Component): readonly string[] {
  const faults: string[] = [];
  if ((min_length ?? 0) > (max_length ?? 4000)) faults.push('min_length is greater than max_length');
  if (value && value.length > (max_length ?? 4000)) faults.push('value is longer than max_length');
  return faults;
}
