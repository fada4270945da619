// How replies reach a member: as the interaction's answer when quick, else after "thinking".
import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { patient } from '../../src/bot/patience.ts';
import { paragraph } from '../../src/card/build.ts';
import type { Card } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Pictures, Reply } from '../../src/platform.ts';
import { renderForm } from './form.ts';
import { maxAltChars, patienceMs, picturePatienceMs } from './limits.ts';
import { attachedIn, type Files, filesOf, noFiles } from './pictures.ts';
import { renderCard } from './render.ts';

type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;
const ephemeral = 1 << 6;

export interface AnswerOptions {
  readonly pictures: Pictures;
  readonly log: Logger;
}

/** Answers within 3 s whatever the work takes, and sends every reply; a picture that takes its time comes by an edit at the end. */
export async function answer(
  interaction: Answerable,
  work: Promise<readonly Reply[]>,
  { pictures, log }: AnswerOptions,
): Promise<void> {
  const { quick, later } = await patient(work, patienceMs);
  if (quick === undefined) await defer(interaction);
  const replies = quick ?? (await later);
  if (replies.length === 0) await nothing(interaction);
  const edits: (() => Promise<void>)[] = [];
  for (const reply of replies) {
    const edit = await sendWithPictures(interaction, reply, pictures);
    if (edit) edits.push(edit);
  }
  for (const edit of edits) {
    await edit().catch((error: unknown) => log.warn({ reason: messageOf(error) }, 'a picture could not be added'));
  }
}

/** Words are better than nothing where pictures are refused, and sooner than late. Returns the edit that adds a late picture. */
async function sendWithPictures(
  interaction: Answerable,
  reply: Reply,
  pictures: Pictures,
): Promise<(() => Promise<void>) | undefined> {
  const isFirst = !interaction.replied && !interaction.deferred;
  if (reply.kind !== 'message' && reply.kind !== 'replace') {
    await send(interaction, reply, noFiles);
    return undefined;
  }
  const { quick, later } = await patient(filesOf(pictures, reply.card), picturePatienceMs);
  try {
    await send(interaction, reply, quick ?? noFiles);
  } catch (error) {
    if (!quick || quick.size === 0 || !isRefusal(error)) throw error;
    await send(interaction, reply, noFiles);
  }
  // Only the answer itself is edited by its interaction, and a page that was turned may have been turned again meanwhile.
  if (quick || !isFirst || reply.kind === 'replace') return undefined;
  return async () => {
    const files = await later;
    if (files.size > 0) await interaction.editReply(bodyOf(reply.card, files));
  };
}

/** Unknown interaction, and one that was answered already (docs: opcodes and status codes): a second answer would be one too many. */
const tooLate = [10062, 40060];

const isRefusal = (error: unknown) =>
  error instanceof DiscordAPIError &&
  error.status >= 400 &&
  error.status < 500 &&
  !tooLate.includes(Number(error.code));

/** Ephemeral stays so: what is to be public follows up. A press keeps its message and is followed up. */
async function defer(interaction: Answerable): Promise<void> {
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: ephemeral });
}

/** Every interaction has to be answered, also when there is nothing to say. */
async function nothing(interaction: Answerable): Promise<void> {
  if (interaction.isMessageComponent()) {
    if (!interaction.deferred) await interaction.deferUpdate();
  } else if (interaction.deferred) await interaction.deleteReply();
  else await send(interaction, { kind: 'message', audience: 'asker', card: doneCard }, noFiles);
}

const doneCard: Card = {
  kind: 'card',
  tone: 'notice',
  title: 'Done',
  blocks: [paragraph('There is nothing more to say.')],
};

async function send(interaction: Answerable, reply: Reply, files: Files): Promise<void> {
  switch (reply.kind) {
    case 'message':
      return message(interaction, bodyOf(reply.card, files), reply.audience === 'asker');
    case 'replace':
      return replace(interaction, bodyOf(reply.card, files));
    case 'form':
      if (!interaction.isModalSubmit()) await interaction.showModal(renderForm(reply.form));
      return;
    case 'form-errors': {
      const blocks = Object.entries(reply.errors).map(([field, text]) => paragraph(`${field}: ${text}`));
      return message(
        interaction,
        bodyOf({ kind: 'card', tone: 'trouble', title: 'That did not work', blocks }, noFiles),
        true,
      );
    }
    case 'suggestions':
      return;
    default:
      reply satisfies never;
  }
}

type Body = ReturnType<typeof bodyOf>;

/** discord.js describes the files by itself. */
function bodyOf(card: Card, files: Files) {
  const { flags, components } = renderCard(card, files);
  return {
    flags,
    components,
    allowedMentions: { parse: [] },
    files: attachedIn(card, files).map(({ block, file }) => ({
      attachment: Buffer.from(file.png),
      name: file.name,
      description: cutAtWord(block.alt, maxAltChars),
    })),
  };
}

async function message(interaction: Answerable, body: Body, isPrivate: boolean): Promise<void> {
  const { flags, ...rest } = body;
  const whole = { ...rest, flags: isPrivate ? flags | ephemeral : flags };
  const isThinking = interaction.deferred && !interaction.replied && !interaction.isMessageComponent();
  if (isThinking && isPrivate) await interaction.editReply(body);
  else if (interaction.deferred || interaction.replied) await interaction.followUp(whole);
  else await interaction.reply(whole);
}

/** The files of the page that is replaced go with it. */
async function replace(interaction: Answerable, body: Body): Promise<void> {
  if (!interaction.isMessageComponent()) return message(interaction, body, true);
  const whole = { ...body, attachments: [] };
  if (interaction.deferred || interaction.replied) await interaction.editReply(whole);
  else await interaction.update(whole);
}
