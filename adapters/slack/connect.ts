// Slack, connected: Bolt over Socket Mode or HTTP, and a client of its own for posts.
import type { App, HTTPReceiver, LogLevel, Receiver, Logger as SlackLogger, SocketModeReceiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { patient } from '../../src/bot/patience.ts';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { AdapterContext, Connection, Platform, Route } from '../../src/platform.ts';
import { callTimeoutMs, preparePatienceMs } from './limits.ts';
import { listen } from './listeners.ts';
import { eventsPath } from './manifest.ts';
import { createPicturing, discard } from './pictures.ts';
import { budgets, edit, find, post } from './post.ts';
import type { SlackSettings } from './settings.ts';
import { createStanding } from './standing.ts';

/** Loads the SDK; connects in `platform.start`. */
export async function connect(settings: SlackSettings, context: AdapterContext): Promise<Connection> {
  const bolt = await import('@slack/bolt');
  const { WebClient: Client } = await import('@slack/web-api');
  const { log } = context;
  const logger = bridge(log, 'warn' as LogLevel);
  const token = settings.SLACK_BOT_TOKEN ?? '';
  // Never `headers` here: the client writes its token into that shared object. Retries are explicit, since Socket Mode sets 100.
  const clientOptions = { slackApiUrl: settings.SLACK_API_URL, retryConfig: { retries: 0 }, timeout: callTimeoutMs };
  const receiver = receiverOf(bolt, settings, logger);
  const client = new Client(token, { ...clientOptions, rejectRateLimitedCalls: true, logger });
  const createApp = (bot: { botId: string; botUserId: string }) =>
    new bolt.App({
      token,
      ...bot,
      receiver,
      clientOptions,
      convoStore: false,
      logger,
      deferInitialization: true,
      tokenVerificationEnabled: false,
    });
  const platform = createPlatform({ createApp, receiver, client, context });
  return { platform, routes: routesOf(receiver) };
}

type Bolt = Pick<typeof import('@slack/bolt'), 'HTTPReceiver' | 'SocketModeReceiver'>;
type OurReceiver = SocketModeReceiver | HTTPReceiver;

function receiverOf(bolt: Bolt, settings: SlackSettings, logger: SlackLogger): OurReceiver {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '', SLACK_API_URL: slackApiUrl } = settings;
  if (appToken === undefined) return new bolt.HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger });
  return new bolt.SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions: { slackApiUrl } } });
}

const isHttp = (receiver: Receiver): receiver is HTTPReceiver => 'requestListener' in receiver;

const routesOf = (receiver: OurReceiver): readonly Route[] =>
  isHttp(receiver)
    ? [{ prefix: eventsPath, handle: (request, response) => void receiver.requestListener(request, response) }]
    : [];

interface Parts {
  /** With the bot's ids Bolt needs not ask Slack for them at every event. */
  readonly createApp: (bot: { botId: string; botUserId: string }) => App;
  readonly receiver: OurReceiver;
  readonly client: WebClient;
  readonly context: AdapterContext;
}

function createPlatform({ createApp, receiver, client, context }: Parts): Platform {
  const picturing = createPicturing({ client, ...context });
  const poster = { client, picturing, log: context.log };
  const underWay = new Set<Promise<unknown>>();
  let isStarted = false;
  let isConnected = isHttp(receiver);
  if (!isHttp(receiver)) {
    receiver.client.on('connected', () => {
      isConnected = true;
    });
    for (const state of ['disconnected', 'reconnecting']) {
      receiver.client.on(state, () => {
        isConnected = false;
      });
    }
  }
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const forget = () => void underWay.delete(work);
    work.then(forget, forget);
    return work;
  };
  return {
    name: 'slack',
    start: async (handle) => {
      const app = createApp(await identify(client));
      listen(app, { handle, log: context.log, track, picturing });
      await app.init();
      if (!isHttp(receiver)) await receiver.start();
      isStarted = true;
    },
    stop: async () => {
      isStarted = false;
      await Promise.allSettled(underWay);
      if (!isHttp(receiver)) await receiver.stop();
    },
    isReady: () => isStarted && isConnected,
    standing: createStanding(client, context),
    prepare: async (target, card) => void (await patient(picturing.ready(target, card), preparePatienceMs)),
    discard: (_, file) => discard(client, file),
    post: (order) => post(poster, order),
    edit: (order) => edit(poster, order),
    find,
    budgets,
  };
}

/** Who the bot is. @throws PlatformError with the mend when Slack refuses the token. */
async function identify(client: WebClient): Promise<{ botId: string; botUserId: string }> {
  try {
    const { bot_id: botId = '', user_id: botUserId = '' } = await client.auth.test();
    return { botId, botUserId };
  } catch (error) {
    const mend = 'Check SLACK_BOT_TOKEN under "OAuth & Permissions" of the app, and that the app is installed.';
    throw new PlatformError(`Slack refused the bot token: ${messageOf(error)}. ${mend}`, {
      isRetryable: false,
      cause: error,
    });
  }
}

/** Bolt's logger, bridged to ours without its arguments: they may hold payloads. */
function bridge(log: Logger, level: LogLevel): SlackLogger {
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) => {
      const [first] = parts;
      log[severity]({ reason: first instanceof Error ? first.message : String(first).slice(0, 300) }, 'bolt');
    };
  return {
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => level,
    setName: () => undefined,
  };
}
