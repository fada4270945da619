// Discord's rules for a modal beyond its schema.
import { type Component, TYPE, walk } from '../components.ts';
import type { Breach } from '../refusal.ts';
import { breachesOfComponents } from './component-rules.ts';

// https://docs.discord.com/developers/interactions/receiving-and-responding#modal
const MAX_TOP_LEVEL = 5;

/** A modal as the bot sends it. */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

/** Lists what is wrong with a modal; paths start at the callback's body. */
export function breachesOfModal({ components }: Modal): readonly Breach[] {
  const path = ['data', 'components'];
  const breaches: Breach[] = [...breachesOfComponents([...walk(components, path)])];
  if (components.length > MAX_TOP_LEVEL) {
    breaches.push({ path, message: `Must be between 1 and ${MAX_TOP_LEVEL} in length.` });
  }
  for (const { component, path: place } of walk(components, path)) {
    const isLabelled = place.includes('component') || component.label != null;
    if (component.type === TYPE.textInput && !isLabelled) breaches.push({ path: place, message: 'Needs a label' });
  }
  return breaches;
}
