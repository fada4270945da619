// Discord's rules for a message that no schema of single fields can say.
import { mediaOf, type Placed, TYPE, walk } from '../components.ts';
import { type Draft, FLAG, type MessageBody } from '../message.ts';
import type { Breach } from '../refusal.ts';
import { breachesOfComponents } from './component-rules.ts';

// https://docs.discord.com/developers/resources/message and .../components/reference
const MAX_CONTENT_CHARS = 2000;
const MAX_TEXT_CHARS = 4000;
const MAX_COMPONENTS = 40;
const MAX_ROWS = 5;
const MAX_EMBED_CHARS = 6000;
const MAX_POLL_ANSWER_CHARS = 55;
const V2_TYPES: readonly number[] = [9, 10, 11, 12, 13, 14, 17];

/** Whether there is anything to show. */
export function isEmpty({ content, embeds, components, attachments, poll }: Draft): boolean {
  return content === '' && poll === undefined && [embeds, components, attachments].every(({ length }) => length === 0);
}

/** Lists what Discord would refuse in a message, as it would stand after the request. */
export function breachesOfMessage(draft: Draft): readonly Breach[] {
  const placed = [...walk(draft.components)];
  const isV2 = (draft.flags & FLAG.componentsV2) !== 0;
  return [
    ...(isV2 ? breachesOfV2(draft, placed) : breachesOfV1(draft, placed)),
    ...breachesOfContent(draft),
    ...breachesOfComponents(placed),
    ...breachesOfReferences(draft, placed),
    ...breachesOfPoll(draft),
  ];
}

function breachesOfContent({ content, embeds }: Draft): readonly Breach[] {
  const breaches: Breach[] = [];
  if (content.length > MAX_CONTENT_CHARS) {
    breaches.push({ path: ['content'], message: `Must be ${MAX_CONTENT_CHARS} or fewer in length.` });
  }
  if (textLengthOf(embeds) > MAX_EMBED_CHARS) {
    breaches.push({ path: ['embeds'], message: `Embed size exceeds maximum size of ${MAX_EMBED_CHARS}` });
  }
  return breaches;
}

const EMBED_TEXTS = new Set(['title', 'description', 'name', 'value', 'text']);

/** The sum over titles, descriptions, fields, footers and authors. */
function textLengthOf(value: unknown, key = ''): number {
  if (typeof value === 'string') return EMBED_TEXTS.has(key) ? value.length : 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + textLengthOf(inner, name), 0);
}

function breachesOfV1({ components }: Draft, placed: readonly Placed[]): readonly Breach[] {
  const foreign = placed.filter(({ component }) => V2_TYPES.includes(component.type));
  const breaches: Breach[] = foreign.map(({ path, component }) => ({
    path,
    message: `A component of type ${component.type} needs the flag IS_COMPONENTS_V2`,
  }));
  if (components.length > MAX_ROWS) {
    breaches.push({ path: ['components'], message: `Must be ${MAX_ROWS} or fewer in length.` });
  }
  return breaches;
}

function breachesOfV2({ content, embeds, poll }: Draft, placed: readonly Placed[]): readonly Breach[] {
  const forbidden = { content: content !== '', embeds: embeds.length > 0, poll: poll !== undefined };
  const breaches: Breach[] = Object.entries(forbidden).flatMap(([field, isThere]) =>
    isThere ? [{ path: [field], message: `The '${field}' field cannot be used with IS_COMPONENTS_V2` }] : [],
  );
  if (placed.length > MAX_COMPONENTS) {
    breaches.push({ path: ['components'], message: `${placed.length} components, at most ${MAX_COMPONENTS} in total` });
  }
  const texts = placed.filter(({ component }) => component.type === TYPE.textDisplay);
  const chars = texts.reduce((sum, { component }) => sum + (component.content?.length ?? 0), 0);
  if (chars > MAX_TEXT_CHARS) {
    breaches.push({ path: ['components'], message: `${chars} characters of text, at most ${MAX_TEXT_CHARS} in total` });
  }
  return breaches;
}

function breachesOfReferences({ attachments }: Draft, placed: readonly Placed[]): readonly Breach[] {
  const names = new Set(attachments.map(({ filename }) => `attachment://${filename}`));
  return placed.flatMap(({ component, path }) =>
    mediaOf(component)
      .filter((url) => url.startsWith('attachment://') && !names.has(url))
      .map((url) => ({ path, message: `The referenced attachment ${url} was not found` })),
  );
}

function breachesOfPoll({ poll }: Draft): readonly Breach[] {
  return (poll?.answers ?? []).flatMap(({ poll_media }, index) => {
    const { text } = poll_media;
    if (text && text.length <= MAX_POLL_ANSWER_CHARS) return [];
    return [{ path: ['poll', 'answers', index], message: `Must be 1 to ${MAX_POLL_ANSWER_CHARS} in length.` }];
  });
}

/** Attachments of the request that name a file which is not there; on an edit, old ones may be named too. */
export function breachesOfAttachmentList(body: MessageBody, known: ReadonlySet<string>): readonly Breach[] {
  return (body.attachments ?? []).flatMap(({ id }, index) =>
    known.has(String(id)) ? [] : [{ path: ['attachments', index, 'id'], message: `No file or attachment ${id}` }],
  );
}

/** What Discord would let pass but this bot must never do. */
export function habitsOfMessage(body: MessageBody, draft: Draft): readonly string[] {
  const notes: string[] = [];
  const parse = body.allowed_mentions?.parse;
  if (parse == null || parse.length > 0) notes.push('allowed_mentions must be { parse: [] }');
  const shown = new Set([...walk(draft.components)].flatMap(({ component }) => mediaOf(component)));
  const isV2 = (draft.flags & FLAG.componentsV2) !== 0;
  for (const { filename } of isV2 ? draft.attachments : []) {
    if (!shown.has(`attachment://${filename}`)) notes.push(`no component shows the attachment ${filename}`);
  }
  return notes;
}
