// Walks over a message's components, from the outermost inwards.

/** Any component, as the bot sends it; which fields are there depends on the type. */
export interface Component {
  readonly type: number;
  readonly id?: number | null;
  readonly custom_id?: string | null;
  readonly content?: string | null;
  readonly label?: string | null;
  readonly title?: string | null;
  readonly style?: number | null;
  readonly url?: string | null;
  readonly sku_id?: string | null;
  readonly emoji?: unknown;
  readonly disabled?: boolean | null;
  readonly required?: boolean | null;
  readonly value?: string | null;
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  /** What a modal's label stands over. */
  readonly component?: Component;
  readonly items?: readonly MediaItem[];
  readonly media?: { readonly url: string };
  readonly file?: { readonly url: string };
  readonly description?: string | null;
}

interface MediaItem {
  readonly media: { readonly url: string };
  readonly description?: string | null;
}

export interface Placed {
  readonly component: Component;
  readonly path: readonly (string | number)[];
}

export const TYPE = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  checkboxGroup: 22,
} as const;

export const SELECT_TYPES: readonly number[] = [3, 5, 6, 7, 8];

/** Every component with its place, the nested ones too. */
export function* walk(components: readonly Component[], outer: Placed['path'] = ['components']): Generator<Placed> {
  for (const [index, component] of components.entries()) yield* walkOne(component, [...outer, index]);
}

function* walkOne(component: Component, path: Placed['path']): Generator<Placed> {
  yield { component, path };
  yield* walk(component.components ?? [], [...path, 'components']);
  if (component.accessory) yield* walkOne(component.accessory, [...path, 'accessory']);
  if (component.component) yield* walkOne(component.component, [...path, 'component']);
}

/** The addresses of the pictures and files that a component shows. */
export function mediaOf({ items = [], media, file }: Component): readonly string[] {
  return [...items.map((item) => item.media.url), ...(media ? [media.url] : []), ...(file ? [file.url] : [])];
}

/** All that a reader sees as text: the text displays and the content, a line each. */
export function textOf(message: { readonly content: string; readonly components: readonly Component[] }): string {
  const texts = [...walk(message.components)].flatMap(({ component }) =>
    component.type === TYPE.textDisplay ? [component.content ?? ''] : [],
  );
  return [message.content, ...texts].filter((text) => text !== '').join('\n');
}

/** Finds what can be pressed or chosen, by its custom id or by a button's label. */
export function controlOf(
  message: { readonly components: readonly Component[] },
  named: { readonly customId: string } | { readonly label: string },
): Component | undefined {
  const controls = [...walk(message.components)].map(({ component }) => component);
  return controls.find((control) =>
    'customId' in named ? control.custom_id === named.customId : control.type === 2 && control.label === named.label,
  );
}
