// How replies reach a member: in the acknowledgement, by the response address, as a modal, or as an ephemeral message.
import type { RespondArguments, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../../src/card/card.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Place, Reply } from '../../src/platform.ts';
import { renderForm } from './form.ts';
import type { FormMetadata } from './inbound.ts';
import { type ImageSources, noImages, type Picturing } from './pictures.ts';
import { renderCard } from './render.ts';

export interface Answering {
  readonly client: WebClient;
  readonly log: Logger;
  readonly picturing: Picturing;
  readonly place: Place;
  readonly user: string;
  readonly triggerId: string | undefined;
  /** Absent behind a modal. */
  readonly respond: RespondFn | undefined;
}

/** A reply with its pictures ready. */
export interface Dressed {
  readonly reply: Reply;
  readonly images: ImageSources;
}

/** Has the pictures of all replies ready. Never rejects. */
export function dress(picturing: Picturing, place: Place, replies: readonly Reply[]): Promise<readonly Dressed[]> {
  return Promise.all(
    replies.map(async (reply) => {
      const hasCard = reply.kind === 'message' || reply.kind === 'replace';
      return { reply, images: hasCard ? await picturing.ready(place, reply.card) : noImages };
    }),
  );
}

type Told = Extract<Reply, { kind: 'message' | 'replace' }>;

/** A message reply as the body that Slack's response address and a command's acknowledgement take. */
export function responseOf(reply: Told, images: ImageSources): RespondArguments & { text: string } {
  const message = renderCard(reply.card, images);
  if (reply.kind === 'replace') return { ...message, replace_original: true };
  const audience = reply.audience === 'channel' ? 'in_channel' : 'ephemeral';
  return { ...message, response_type: audience, replace_original: false, unfurl_links: false, unfurl_media: false };
}

/** Sends what an acknowledgement could not carry. Failures are logged: nobody waits for them. */
export async function sendReplies(answering: Answering, replies: readonly Dressed[]): Promise<void> {
  for (const dressed of replies) {
    try {
      await sendReply(answering, dressed);
    } catch (error) {
      answering.log.warn({ reply: dressed.reply.kind, reason: messageOf(error) }, 'a reply could not be sent');
    }
  }
}

async function sendReply(answering: Answering, { reply, images }: Dressed): Promise<void> {
  switch (reply.kind) {
    case 'message':
    case 'replace':
      await tell(answering, reply, images).catch(async (error: unknown) => {
        // Slack says no to a whole message when it cannot show a picture: the words alone then.
        if (images.size === 0) throw error;
        await answering.picturing.doubt(answering.place, images);
        await tell(answering, reply, noImages);
      });
      return;
    case 'form':
      await openForm(answering, reply);
      return;
    case 'form-errors':
    case 'suggestions':
      return;
    default:
      reply satisfies never;
  }
}

async function tell(answering: Answering, reply: Told, images: ImageSources): Promise<void> {
  if (answering.respond) await answering.respond(responseOf(reply, images));
  else await whisper(answering, reply.card, images);
}

async function openForm(
  { client, place, triggerId }: Answering,
  { form }: Extract<Reply, { kind: 'form' }>,
): Promise<void> {
  const metadata: FormMetadata = {
    action: form.action,
    channel: place.channel,
    installation: place.installation,
    workspace: place.workspace,
  };
  await client.views.open({ trigger_id: triggerId ?? '', view: renderForm(form, JSON.stringify(metadata)) });
}

/** After a form there is no response address: an ephemeral message in its channel, else a direct one. */
async function whisper({ client, place, user }: Answering, card: Card, images: ImageSources): Promise<void> {
  const message = renderCard(card, images);
  try {
    await client.chat.postEphemeral({ channel: place.channel, user, ...message });
  } catch {
    await client.chat.postMessage({ channel: user, ...message, unfurl_links: false, unfurl_media: false });
  }
}
