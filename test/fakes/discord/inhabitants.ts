// The world at the start: one server with three channels, four members and the bot.

export const PERMISSION = {
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  useCommands: 1n << 31n,
  sendInThreads: 1n << 38n,
  sendPolls: 1n << 49n,
} as const;

const { manageGuild, ...ordinary } = PERMISSION;
/** What every member may do. */
export const ORDINARY = Object.values(ordinary).reduce((all, bit) => all | bit, 0n);

export const CHANNEL_TYPE = { text: 0, direct: 1, announcement: 5, thread: 11, forum: 15, media: 16 } as const;

export const IDS = {
  application: '1100000000000000001',
  bot: '1100000000000000002',
  guild: '1100000000000000010',
  botRole: '1100000000000000011',
  managerRole: '1100000000000000012',
  general: '1100000000000000020',
  quiz: '1100000000000000021',
  forum: '1100000000000000022',
} as const;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly isBot?: boolean;
}

export const BOT: User = { id: IDS.bot, name: 'archway', isBot: true };

export const USERS = {
  ana: { id: '1100000000000000031', name: 'ana' },
  ben: { id: '1100000000000000032', name: 'ben' },
  chi: { id: '1100000000000000033', name: 'chi' },
  dan: { id: '1100000000000000034', name: 'dan' },
} as const satisfies Record<string, User>;

/** One of the four, or one of a crowd as large as a test wants: `member-17`. */
export type UserName = keyof typeof USERS | `member-${number}`;

const CROWD_IDS = /^12(\d{17})$/;

export function userNamed(name: UserName): User {
  const known = (USERS as Readonly<Record<string, User>>)[name];
  return known ?? { id: `12${name.slice('member-'.length).padStart(17, '0')}`, name };
}

export function userWithId(id: string | undefined): User | undefined {
  const known = [BOT, ...Object.values(USERS)].find((one) => one.id === id);
  const number = CROWD_IDS.exec(id ?? '')?.[1];
  return known ?? (number === undefined ? undefined : userNamed(`member-${Number(number)}`));
}

/** What a user may do; everybody of the crowd what every member may. */
export const permissionsOf = (permissions: ReadonlyMap<string, bigint>, id: string): bigint =>
  permissions.get(id) ?? (CROWD_IDS.test(id) ? ORDINARY : 0n);

/** Bits by user id; ana manages the server. */
export function initialPermissions(): Map<string, bigint> {
  const rows = Object.values(USERS).map(({ id }) => [id, ORDINARY] as const);
  return new Map([...rows, [USERS.ana.id, ORDINARY | manageGuild]]);
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly position: number;
  /** A deleted channel is kept, so that it can be brought back. */
  readonly exists: boolean;
  readonly canView: boolean;
  readonly canSend: boolean;
  /** The forum of a thread. */
  readonly parentId?: string;
  /** The other side of a direct message. */
  readonly recipient?: User;
  readonly tags?: readonly string[];
}

/** A channel in which the bot may do what it needs. */
export function newChannel(channel: Pick<Channel, 'id' | 'name' | 'type'> & Partial<Channel>): Channel {
  return { position: 0, exists: true, canView: true, canSend: true, ...channel };
}

/** Two text channels and a forum. */
export function initialChannels(): Map<string, Channel> {
  const channels = [
    newChannel({ id: IDS.general, name: 'general', type: CHANNEL_TYPE.text }),
    newChannel({ id: IDS.quiz, name: 'quiz', type: CHANNEL_TYPE.text, position: 1 }),
    newChannel({ id: IDS.forum, name: 'questions', type: CHANNEL_TYPE.forum, position: 2 }),
  ];
  return new Map(channels.map((channel) => [channel.id, channel]));
}
