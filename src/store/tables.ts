// The shape of every table, as Kysely sees it. Instants are milliseconds since 1970, booleans 0 or 1.
import type { Kysely } from 'kysely';
import type {
  AnswerTable,
  FirstAnswerTable,
  Flag,
  QuestionStatTable,
  ReportTable,
  RoundTable,
  VoteStyle,
  VoteTable,
} from './round-tables.ts';

/** What owns a token: a Slack team or enterprise, a Discord application. */
export interface InstallationTable {
  id: string;
  platform: string;
  external_id: string;
  state: 'active' | 'dead';
  created_at: number;
  changed_at: number;
}

/** A Slack team or a Discord guild: the tenant. */
export interface WorkspaceTable {
  id: string;
  platform: string;
  external_id: string;
  installation_id: string;
  /** JSON, parsed by settings. */
  settings: string;
  state: 'active' | 'left';
  created_at: number;
  changed_at: number;
}

export interface PersonTable {
  id: string;
  platform: string;
  external_id: string;
  /** On Slack the member's own team or enterprise; elsewhere ''. */
  home_id: string;
  installation_id: string;
  /** 1 keeps the person off every board and out of every reveal. */
  is_hidden: Flag;
  created_at: number;
}

/** A person in a workspace, by the name that the platform last gave with an event of theirs. */
export interface MemberTable {
  workspace_id: string;
  person_id: string;
  name: string;
  changed_at: number;
}

/** Who managed something in a workspace, and may be told when something there needs a manager. */
export interface ManagerTable {
  workspace_id: string;
  /** The platform's own id. */
  user_id: string;
  at: number;
}

export interface ScheduleTable {
  id: string;
  workspace_id: string;
  platform: string;
  installation: string;
  /** The platform's own id of the workspace; null in a direct message. */
  workspace: string | null;
  channel: string;
  local_time: string;
  /** JSON list of 1 (Monday) to 7. */
  days: string;
  zone: string;
  /** Such as DE or DE-BY; null for none. */
  holidays: string | null;
  /** JSON list of days. */
  off_dates: string;
  starts_on: string | null;
  paused_until: string | null;
  /** The last day, in its zone, that had its slot. */
  last_day: string | null;
  last_slot_at: number | null;
  /** The edition of the zones' rules by which `next_slot_at` was reckoned. */
  zone_rules: string;
  post: 'tip' | 'quiz' | 'both';
  /** JSON list of category ids; empty for all. */
  categories: string;
  level: string | null;
  close_after_ms: number;
  /** Whether votes are hidden until the close, or in a poll of the platform's own. */
  votes: VoteStyle;
  state: 'active' | 'paused';
  /** Why and by whom it was paused, in words; null while active. */
  paused_why: string | null;
  /** The next instant at which it is due (calendar); null while paused. */
  next_slot_at: number | null;
  changed_by: string;
  change: string;
  changed_at: number;
  created_at: number;
}

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'skipped' | 'unknown';

export interface DeliveryTable {
  id: string;
  workspace_id: string;
  /** Unique within the workspace: the idempotency key. */
  key: string;
  kind: string;
  platform: string;
  installation: string;
  workspace: string | null;
  channel: string;
  /** JSON: what the kind's builder needs; the chosen content is in it. */
  payload: string;
  /** The id of a delivery that must be settled before. */
  after_id: string | null;
  state: DeliveryState;
  /** Calendar: not before. */
  due_at: number;
  /** Real time: not before, after a failed attempt or while a budget is spent. */
  retry_at: number;
  attempts: number;
  /** What goes first among the due: 0 for messages, 1 for counts. */
  priority: number;
  first_attempt_at: number | null;
  lease_token: string | null;
  lease_until: number | null;
  /** 1 when it was owed once more while it was being sent. */
  again: Flag;
  /** JSON of the message that it became. */
  ref: string | null;
  why: string | null;
  created_at: number;
  settled_at: number | null;
}

/** What a channel or a person saw or answered. */
export interface HistoryTable {
  workspace_id: string;
  /** `channel:<platform>:<id>` or `person:<id>`. */
  subject: string;
  /** `tip:<topic>/<tip>` or `question:<topic>/<question>`. */
  item: string;
  outcome: 'seen' | 'right' | 'wrong';
  at: number;
}

export interface EventSeenTable {
  id: string;
  at: number;
}

export interface BudgetTable {
  name: string;
  /** Theoretical arrival time in milliseconds of real time (GCRA). */
  arrival_at: number;
}

/** A picture that is no topic's, kept so that any replica can draw it again. Places are the platform's own ids. */
export interface PictureTable {
  id: string;
  platform: string;
  installation: string;
  /** '' in a direct message. */
  workspace: string;
  /** Of what it shows. */
  hash: string;
  /** JSON of what it shows. */
  spec: string;
  created_at: number;
  expires_at: number;
}

/** Who is named on a picture. */
export interface PicturePersonTable {
  person_id: string;
  picture_id: string;
}

/** A picture that a platform holds for a workspace. */
export interface PictureUploadTable {
  platform: string;
  installation: string;
  /** '' in a direct message. */
  workspace: string;
  hash: string;
  /** The platform's own id of the file. */
  file: string;
  created_at: number;
  /** When it is to be taken down; null for a picture of a topic. */
  expires_at: number | null;
}

/** A question that found no topic, and whose asker wants one. */
export interface TopicWishTable {
  workspace_id: string;
  /** Plain words; '' for questions whose words are not kept. */
  text: string;
  count: number;
  first_at: number;
  last_at: number;
}

/** Keys that all replicas share. */
export interface SecretTable {
  name: string;
  value: string;
}

export interface Tables {
  installation: InstallationTable;
  workspace: WorkspaceTable;
  person: PersonTable;
  member: MemberTable;
  manager: ManagerTable;
  schedule: ScheduleTable;
  delivery: DeliveryTable;
  round: RoundTable;
  vote: VoteTable;
  answer: AnswerTable;
  first_answer: FirstAnswerTable;
  question_stat: QuestionStatTable;
  report: ReportTable;
  history: HistoryTable;
  event_seen: EventSeenTable;
  budget: BudgetTable;
  picture: PictureTable;
  picture_person: PicturePersonTable;
  picture_upload: PictureUploadTable;
  secret: SecretTable;
  topic_wish: TopicWishTable;
  migration: { name: string; at: number };
}

/** Reads, or the inside of a transaction. */
export type Db = Kysely<Tables>;
