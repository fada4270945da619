// The shape of the tables of the quiz: rounds, votes, what they came to, and what is known of questions.

/** 0 or 1. */
export type Flag = 0 | 1;

/** Buttons with hidden votes, or a poll of the platform's own, where everybody sees who voted what. */
export type VoteStyle = 'hidden' | 'visible';

export interface RoundTable {
  id: string;
  workspace_id: string;
  platform: string;
  installation: string;
  workspace: string | null;
  channel: string;
  /** `topic/question`. */
  question: string;
  content_hash: string;
  /** JSON: prompt, options in their order, whys, key. */
  snapshot: string;
  /** Person id; null when a schedule opened it. */
  opened_by: string | null;
  schedule_id: string | null;
  opened_at: number;
  closes_at: number;
  closed_at: number | null;
  /** The day of the close in the workspace's zone, such as 2026-11-23; null while open. */
  closed_day: string | null;
  /** How many voted, and how many were right; null while open. */
  voters: number | null;
  right_voters: number | null;
  votes: VoteStyle;
  /** 'ending' while the votes of a platform's own poll are fetched. */
  state: 'open' | 'ending' | 'closed';
  /** JSON of the message that holds it; null until it is posted. */
  ref: string | null;
}

export interface VoteTable {
  workspace_id: string;
  round_id: string;
  person_id: string;
  option_id: string;
  first_at: number;
  changed_at: number;
  /** 1 for a member of another organisation in a shared channel. */
  is_external: Flag;
}

/** What a vote came to at the close of its round. */
export interface AnswerTable {
  workspace_id: string;
  round_id: string;
  person_id: string;
  channel: string;
  /** `topic/question`. */
  question: string;
  /** The day of the close in the workspace's zone. */
  day: string;
  is_scheduled: Flag;
  is_external: Flag;
  is_right: Flag;
  /** 1 when the person had met the question in no round before. */
  is_first: Flag;
  /** 1 when it counts for the boards, with points or without. */
  is_scored: Flag;
  points: number;
}

/** The round in which a person first met a question. */
export interface FirstAnswerTable {
  person_id: string;
  question: string;
  round_id: string;
}

/** How a question did in its wording of a content hash, over all workspaces. */
export interface QuestionStatTable {
  question: string;
  content_hash: string;
  rounds: number;
  /** Of persons who met it for the first time in a round. */
  first_answers: number;
  first_right: number;
}

/** A member's report of a problem with a question. */
export interface ReportTable {
  workspace_id: string;
  question: string;
  content_hash: string;
  person_id: string;
  reason: string;
  /** What the member wrote for the authors; '' for nothing. */
  text: string;
  at: number;
}
