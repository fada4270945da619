// A platform in memory: keeps what it was told to post, and answers as a test wants.
import type { Card } from '../../src/card/card.ts';
import type {
  Edit,
  Finding,
  Handle,
  MessageRef,
  Platform,
  Poll,
  PollCount,
  Polls,
  Post,
  Sending,
  Standing,
} from '../../src/platform.ts';

export interface Recorder extends Platform {
  readonly posts: readonly Post[];
  readonly edits: readonly Edit[];
  /** The card that a message shows now. */
  cardOf(message: string): Card | undefined;
  handle: Handle;
  /** The next answers to post and edit; 'sent' when there is none. */
  readonly answers: Sending[];
  isReady: Platform['isReady'];
  budgets: Platform['budgets'];
  finding: Finding;
  standings: Record<string, Standing>;
  polls?: Polls;
  edit: Platform['edit'];
  /** From now on the platform has polls of its own. */
  withPolls(): RecordedPolls;
}

export interface RecordedPolls {
  readonly posted: readonly Poll[];
  /** The next answers to the end of a poll; no votes when there is none. */
  readonly counts: PollCount[];
}

export function createRecorder(name = 'memory'): Recorder {
  const posts: Post[] = [];
  const edits: Edit[] = [];
  const cards = new Map<string, Card>();
  const answers: Sending[] = [];
  const sent = (ref: MessageRef): Sending => ({ kind: 'sent', ref });
  return {
    name,
    posts,
    edits,
    answers,
    standings: {},
    finding: { kind: 'absent' },
    handle: async () => [],
    cardOf: (message) => cards.get(message),
    async start(handle) {
      this.handle = handle;
    },
    stop: async () => undefined,
    isReady: () => true,
    async standing(_, actor) {
      return this.standings[actor.user] ?? 'member';
    },
    async post(post) {
      posts.push(post);
      const answer = answers.shift();
      if (answer && answer.kind !== 'sent') return answer;
      const ref = { channel: post.target.channel, message: `m${posts.length}` };
      cards.set(ref.message, post.card);
      return sent(ref);
    },
    async edit(edit) {
      edits.push(edit);
      const answer = answers.shift();
      if (answer && answer.kind !== 'sent') return answer;
      cards.set(edit.ref.message, edit.card);
      return sent(edit.ref);
    },
    async find() {
      return this.finding;
    },
    budgets: () => [],
    withPolls() {
      const recorded = { posted: [] as Poll[], counts: [] as PollCount[] };
      this.polls = pollsOf(recorded, () => this.finding);
      return recorded;
    },
  };
}

function pollsOf({ posted, counts }: { posted: Poll[]; counts: PollCount[] }, finding: () => Finding): Polls {
  return {
    limits: { maxQuestionChars: 300, maxAnswerChars: 55, maxHours: 768 },
    post: async ({ target, poll }) => {
      posted.push(poll);
      return { kind: 'sent', ref: { channel: target.channel, message: `p${posted.length}` } };
    },
    find: async () => finding(),
    end: async () => counts.shift() ?? { kind: 'counted', votes: [] },
  };
}
