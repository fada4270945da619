// The playground: the whole bot on a local page, shown as Slack and as Discord would show it.
import type { Connection, Handle, Platform } from '../../src/platform.ts';
import { newToken } from '../../src/random.ts';
import { placeOf, standingOf } from './cast.ts';
import { createPlaying, type PlayingOptions } from './playing.ts';
import { routes } from './routes.ts';
import { createState, type State } from './state.ts';

export interface PlaygroundOptions extends Omit<PlayingOptions, 'state' | 'handle'> {
  /** Where messages and the clock are kept over a restart; nowhere when undefined. */
  readonly file: string | undefined;
}

/** The clock is moved on to where it stood before the restart. */
export function createPlayground(options: PlaygroundOptions): Connection {
  const state = createState(options.file);
  if (state.movedMs > 0) options.clock.move(state.movedMs);
  let handle: Handle = async () => [];
  const playing = createPlaying({ ...options, state, handle: () => handle });
  const platform = createPlatform(options, state, (given) => {
    handle = given;
  });
  return { platform, routes: routes(playing, newToken()) };
}

function createPlatform({ clock }: PlaygroundOptions, state: State, take: (handle: Handle) => void): Platform {
  return {
    name: placeOf('').platform,
    start: async (handle) => take(handle),
    stop: async () => undefined,
    isReady: () => true,
    standing: async (_, actor) => standingOf(actor.user),
    post: async ({ target, card, replyTo }) => {
      const onlyFor = target.channel.startsWith('@') ? target.channel.slice(1) : null;
      const isReply = replyTo !== undefined;
      const { id } = state.add({ channel: target.channel, onlyFor, card, at: clock.now(), isReply });
      return { kind: 'sent', ref: { channel: target.channel, message: id } };
    },
    edit: async ({ ref, card }) =>
      state.edit(ref.message, card)
        ? { kind: 'sent', ref }
        : { kind: 'cannot-edit', why: 'the message has left the page' },
    find: async () => ({ kind: 'absent' }),
    budgets: () => [],
  };
}
