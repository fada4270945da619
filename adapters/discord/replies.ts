// How replies reach a member: as the interaction's answer when quick, else after "thinking".
import type { ChatInputCommandInteraction, MessageComponentInteraction, ModalSubmitInteraction } from 'discord.js';
import { patient } from '../../src/bot/patience.ts';
import { paragraph } from '../../src/card/build.ts';
import type { Card } from '../../src/card/card.ts';
import type { Reply } from '../../src/platform.ts';
import { renderForm } from './form.ts';
import { patienceMs } from './limits.ts';
import { renderCard } from './render.ts';

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;
const ephemeral = 1 << 6;

/** Answers within 3 s whatever the work takes, and sends every reply. */
export async function answer(interaction: Answerable, work: Promise<readonly Reply[]>): Promise<void> {
  const { quick, later } = await patient(work, patienceMs);
  if (quick === undefined) await defer(interaction);
  const replies = quick ?? (await later);
  if (replies.length === 0) await nothing(interaction);
  for (const reply of replies) await send(interaction, reply);
}

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
  else await send(interaction, { kind: 'message', audience: 'asker', card: doneCard });
}

const doneCard: Card = {
  kind: 'card',
  tone: 'notice',
  title: 'Done',
  blocks: [paragraph('There is nothing more to say.')],
};

async function send(interaction: Answerable, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'message':
      return message(interaction, reply.card, reply.audience === 'asker');
    case 'replace':
      return replace(interaction, reply.card);
    case 'form':
      if (!interaction.isModalSubmit()) await interaction.showModal(renderForm(reply.form));
      return;
    case 'form-errors': {
      const blocks = Object.entries(reply.errors).map(([field, text]) => paragraph(`${field}: ${text}`));
      return message(interaction, { kind: 'card', tone: 'trouble', title: 'That did not work', blocks }, true);
    }
    case 'suggestions':
      return;
    default:
      reply satisfies never;
  }
}

const bodyOf = (card: Card) => {
  const { flags, components } = renderCard(card);
  return { flags, components, allowedMentions: { parse: [] } };
};

async function message(interaction: Answerable, card: Card, isPrivate: boolean): Promise<void> {
  const { flags, ...rest } = bodyOf(card);
  const whole = { ...rest, flags: isPrivate ? flags | ephemeral : flags };
  const isThinking = interaction.deferred && !interaction.replied && !interaction.isMessageComponent();
  if (isThinking && isPrivate) await interaction.editReply({ ...rest, flags });
  else if (interaction.deferred || interaction.replied) await interaction.followUp(whole);
  else await interaction.reply(whole);
}

async function replace(interaction: Answerable, card: Card): Promise<void> {
  if (!interaction.isMessageComponent()) return message(interaction, card, true);
  const { flags: _, ...rest } = bodyOf(card);
  const body = { ...rest, flags: renderCard(card).flags };
  if (interaction.deferred || interaction.replied) await interaction.editReply(body);
  else await interaction.update(body);
}
