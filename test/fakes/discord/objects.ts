// Users, members, roles, channels and the server in the shapes that Discord sends.
import { BOT, CHANNEL_TYPE, type Channel, IDS, ORDINARY, PERMISSION, USERS, type User } from './inhabitants.ts';

const JOINED_AT = '2026-01-05T08:00:00.000Z';

/** A user object. */
export function userObject({ id, name, isBot }: User) {
  return {
    id,
    username: name,
    global_name: isBot ? null : name,
    discriminator: '0',
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    ...(isBot ? { bot: true } : {}),
  };
}

/** A member of the server; without the user, as inside resolved data. */
export function memberObject(roles: readonly string[] = []) {
  return {
    roles,
    nick: null,
    avatar: null,
    banner: null,
    joined_at: JOINED_AT,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

/** What the bot may do in a channel, as a decimal string. */
export function botPermissions({ canView, canSend }: Channel): string {
  const denied = (canView ? 0n : PERMISSION.viewChannel) | (canSend ? 0n : PERMISSION.sendMessages);
  return (ORDINARY & ~denied).toString();
}

/** A channel object: of a direct message, of a thread or of the server. */
export function channelObject(channel: Channel) {
  const { id, type, name, position, recipient } = channel;
  if (recipient) return { id, type, flags: 0, last_message_id: null, recipients: [userObject(recipient)] };
  if (type === CHANNEL_TYPE.thread) return threadObject(channel);
  return {
    id,
    type,
    name,
    position,
    guild_id: IDS.guild,
    parent_id: null,
    topic: null,
    nsfw: false,
    flags: 0,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: overwritesOf(channel),
    ...(type === CHANNEL_TYPE.forum || type === CHANNEL_TYPE.media ? FORUM_FIELDS : {}),
  };
}

const FORUM_FIELDS = {
  available_tags: [],
  default_reaction_emoji: null,
  default_sort_order: null,
  default_forum_layout: 0,
} as const;

function threadObject({ id, type, name, parentId, tags = [] }: Channel) {
  return {
    id,
    type,
    name,
    guild_id: IDS.guild,
    parent_id: parentId ?? null,
    owner_id: IDS.bot,
    flags: 0,
    last_message_id: id,
    rate_limit_per_user: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    applied_tags: tags,
    thread_metadata: {
      archived: false,
      locked: false,
      auto_archive_duration: 4320,
      archive_timestamp: JOINED_AT,
      create_timestamp: JOINED_AT,
    },
  };
}

function overwritesOf(channel: Channel) {
  const denied = ORDINARY & ~BigInt(botPermissions(channel));
  return denied === 0n ? [] : [{ id: IDS.bot, type: 1, allow: '0', deny: denied.toString() }];
}

/** The roles of a member with these permissions. */
export function rolesOf(permissions: bigint): readonly string[] {
  return (permissions & PERMISSION.manageGuild) === 0n ? [] : [IDS.managerRole];
}

function roleObjects() {
  return [
    { ...roleObject(IDS.guild, '@everyone', ORDINARY), position: 0 },
    { ...roleObject(IDS.managerRole, 'managers', ORDINARY | PERMISSION.manageGuild), position: 1 },
    { ...roleObject(IDS.botRole, 'archway', ORDINARY), position: 2, managed: true, tags: { bot_id: IDS.bot } },
  ];
}

function roleObject(id: string, name: string, permissions: bigint) {
  return {
    id,
    name,
    permissions: permissions.toString(),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

/** The server as `GET /guilds/:id` answers. */
export function guildObject() {
  return {
    ...NO_EXTRAS,
    id: IDS.guild,
    name: 'Atlas Team',
    owner_id: USERS.dan.id,
    roles: roleObjects(),
    features: [],
    emojis: [],
    stickers: [],
    region: 'us-east',
    preferred_locale: 'en-US',
    afk_timeout: 300,
    system_channel_id: IDS.general,
    system_channel_flags: 0,
    verification_level: 1,
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    widget_enabled: false,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
  };
}

const NO_EXTRAS = {
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  application_id: null,
  afk_channel_id: null,
  widget_channel_id: null,
  vanity_url_code: null,
  max_presences: null,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  incidents_data: null,
} as const;

/** The server as the gateway sends it in GUILD_CREATE. */
export function guildCreateObject(channels: readonly Channel[]) {
  const present = channels.filter(({ exists, recipient }) => exists && recipient === undefined);
  const threads = present.filter(({ type }) => type === CHANNEL_TYPE.thread);
  return {
    ...guildObject(),
    joined_at: JOINED_AT,
    large: false,
    unavailable: false,
    member_count: 5,
    members: [{ ...memberObject([IDS.botRole]), user: userObject(BOT) }],
    channels: present.filter((channel) => !threads.includes(channel)).map(channelObject),
    threads: threads.map(channelObject),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The application as `GET /applications/@me` answers. */
export function applicationObject() {
  return {
    id: IDS.application,
    name: 'Archway',
    icon: null,
    description: '',
    type: null,
    flags: 0,
    flags_new: '0',
    bot: userObject(BOT),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userObject(USERS.dan),
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
    integration_types_config: { 0: {} },
  };
}
