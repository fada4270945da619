// What Slack refuses, and what we never want to send: the Block Kit schema, the ceilings, and no pings.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const schema = JSON.parse(readFileSync(new URL('./block-kit.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: false });
ajv.addSchema({ $id: 'kit', ...schema });
const isBlock = ajv.compile({ $ref: 'kit#/definitions/Message' });
const isModal = ajv.compile({ $ref: 'kit#/definitions/Modal' });

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every breach of a message; none when Slack would take it. */
export function messageBreaches(message: Json): readonly string[] {
  const blocks = Array.isArray(message.blocks) ? message.blocks : [];
  const text = message.text;
  return [
    ...(typeof text === 'string' && text.length > 0 ? [] : ['a message needs a text for screen readers']),
    ...(typeof text === 'string' && text.length > 4_000 ? [`text has ${text.length} characters`] : []),
    ...(blocks.length > 50 ? [`${blocks.length} blocks`] : []),
    ...blocks.flatMap((block, index) =>
      isBlock(block) ? [] : [`blocks[${index}] (${String(isObject(block) && block.type)}) does not fit the schema`],
    ),
    ...ceilingBreaches(blocks),
    ...pingBreaches([text, blocks]),
  ];
}

/** Every breach of a modal. */
export function viewBreaches(view: unknown): readonly string[] {
  if (!isObject(view)) return ['there is no view'];
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const hasInput = blocks.some((block) => isObject(block) && block.type === 'input');
  return [
    ...(isModal(view) ? [] : [`the view does not fit the schema: ${ajv.errorsText(isModal.errors)}`]),
    ...(blocks.length > 100 ? [`${blocks.length} blocks`] : []),
    ...(hasInput && view.submit === undefined ? ['a modal with inputs needs submit'] : []),
    ...(String(view.private_metadata ?? '').length > 3_000 ? ['private_metadata is too long'] : []),
    ...['title', 'submit', 'close'].flatMap((key) => tooLong(view[key], { name: key, maxChars: 24 })),
    ...pingBreaches(view),
  ];
}

function tooLong(value: unknown, { name, maxChars }: { name: string; maxChars: number }): readonly string[] {
  const text = isObject(value) ? String(value.text ?? '') : '';
  return text.length > maxChars ? [`${name} has ${text.length} characters, ${maxChars} fit`] : [];
}

/** Ceilings by the kind of an object (Block Kit reference). */
const ceilings: Readonly<Record<string, (object: Json) => readonly string[]>> = {
  header: (block) => tooLong(block.text, { name: 'header', maxChars: 150 }),
  section: (block) => tooLong(block.text, { name: 'section', maxChars: 3_000 }),
  actions: (block) => (listOf(block.elements).length > 25 ? ['more than 25 elements in actions'] : []),
  context: (block) => (listOf(block.elements).length > 10 ? ['more than 10 elements in context'] : []),
  button: (button) => [
    ...tooLong(button.text, { name: 'button', maxChars: 75 }),
    ...(String(button.action_id ?? '').length > 255 ? ['an action_id is too long'] : []),
    ...(String(button.value ?? '').length > 2_000 ? ['a value is too long'] : []),
  ],
  image: (block) => (String(block.alt_text ?? '') === '' ? ['an image needs alt_text'] : []),
  text: (element) => (element.text === '' ? ['an empty text element'] : []),
};

const listOf = (value: unknown) => (Array.isArray(value) ? value : []);

function ceilingBreaches(blocks: unknown): readonly string[] {
  const objects = objectsIn(blocks);
  const single = objects.flatMap((object) => ceilings[String(object.type)]?.(object) ?? []);
  const textChars = objects.reduce(
    (sum, object) => sum + (typeof object.text === 'string' ? object.text.length : 0),
    0,
  );
  return [
    ...single,
    ...(textChars > 13_200 ? [`msg_blocks_too_long: ${textChars} characters`] : []),
    ...repeated(objects, 'action_id'),
    ...repeated(objects, 'block_id'),
  ];
}

function repeated(objects: readonly Json[], key: string): readonly string[] {
  const values = objects.flatMap((object) => (typeof object[key] === 'string' ? [object[key]] : []));
  return new Set(values).size === values.length ? [] : [`a ${key} stands twice`];
}

function objectsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Only texts that Slack interprets can ping: the top-level text and mrkdwn; and rich text by its element types. */
function pingBreaches(value: unknown): readonly string[] {
  const [text] = listOf(value);
  const objects = objectsIn(value);
  const interpreted = [text, ...objects.filter((object) => object.type === 'mrkdwn').map((object) => object.text)];
  const kinds = ['user', 'broadcast', 'usergroup'];
  return [
    ...interpreted.flatMap((each) =>
      /<(!channel|!here|!everyone|@[UW]|!subteam)/.test(String(each)) ? ['a text pings'] : [],
    ),
    ...objects.flatMap((object) => (kinds.includes(String(object.type)) ? [`a ${object.type} element pings`] : [])),
  ];
}
