// How replies reach a member: in the acknowledgement, by the response address, as a modal, or as an ephemeral message.
import type { RespondArguments, RespondFn } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { patient } from '../../src/bot/patience.ts';
import type { Card } from '../../src/card/card.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Place, Reply } from '../../src/platform.ts';
import { renderForm } from './form.ts';
import type { FormMetadata } from './inbound.ts';
import { picturePatienceMs } from './limits.ts';
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

type Told = Extract<Reply, { kind: 'message' | 'replace' }>;

/** A message reply as the body that Slack's response address and a command's acknowledgement take. */
export function responseOf(reply: Told, images: ImageSources): RespondArguments & { text: string } {
  const message = renderCard(reply.card, images);
  if (reply.kind === 'replace') return { ...message, replace_original: true };
  const audience = reply.audience === 'channel' ? 'in_channel' : 'ephemeral';
  return { ...message, response_type: audience, replace_original: false, unfurl_links: false, unfurl_media: false };
}

/** Sends what an acknowledgement could not carry. Failures are logged: nobody waits for them. */
export async function sendReplies(answering: Answering, replies: readonly Reply[]): Promise<void> {
  for (const reply of replies) {
    try {
      await sendReply(answering, reply);
    } catch (error) {
      answering.log.warn({ reply: reply.kind, reason: messageOf(error) }, 'a reply could not be sent');
    }
  }
}

async function sendReply(answering: Answering, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'message':
    case 'replace':
      await tellWithPictures(answering, reply);
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

/** A picture that takes too long comes the next time: its upload goes on. */
async function tellWithPictures(answering: Answering, reply: Told): Promise<void> {
  const { picturing, place } = answering;
  const { quick: images = noImages } = await patient(picturing.ready(place, reply.card), picturePatienceMs);
  try {
    await tell(answering, reply, images);
  } catch (error) {
    // Slack says no to a whole message when it cannot show a picture: the words alone then.
    if (images.size === 0 || !isRefusal(error)) throw error;
    answering.log.warn({ reason: messageOf(error) }, 'an answer with a picture was refused; it goes out in words');
    await picturing.doubt(place, images);
    await tell(answering, reply, noImages);
  }
}

/** A definite no: an answer that was perhaps taken must not come twice. */
function isRefusal(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return true;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  return status >= 400 && status < 500;
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
