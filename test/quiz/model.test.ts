// Whatever happens in whatever order: rounds, votes and points are those of a plain model.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainCard } from '../../src/card/plain.ts';
import type { Round } from '../../src/quiz/store.ts';
import { countVotes } from '../../src/quiz/votes/store.ts';
import { nextEventId } from '../support/bot.ts';
import { type Database, databases } from '../support/databases.ts';
import { createQuizWorld, pointsIn, type QuizWorld } from './quiz-world.ts';

const users = ['ana', 'ben', 'chi', 'dan'];
const user = fc.constantFrom(...users);
const which = fc.nat({ max: 3 });
const action = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('open' as const), topic: fc.nat({ max: 2 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('vote' as const), user, which, option: fc.nat({ max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), user, which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('forge' as const),
      user,
      which,
      how: fc.constantFrom('channel', 'message', 'round', 'option'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 900_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What the model knows of a round. */
interface Plain {
  readonly round: Round;
  readonly votes: Map<string, number>;
  isOpen: boolean;
}

class Model {
  readonly rounds: Plain[] = [];
  readonly points = new Map<string, number>();
  /** By user and question. */
  private readonly met = new Set<string>();
  private readonly scoredToday = new Map<string, number>();

  close(plain: Plain, day: string): void {
    if (!plain.isOpen) return;
    plain.isOpen = false;
    const { votes, round } = plain;
    for (const [name, option] of votes) {
      const key = `${name} ${round.question}`;
      const today = `${name} ${day}`;
      const isScored = !this.met.has(key) && votes.size >= 2 && (this.scoredToday.get(today) ?? 0) < 5;
      this.met.add(key);
      if (isScored) this.scoredToday.set(today, (this.scoredToday.get(today) ?? 0) + 1);
      const isRight = round.snapshot.options[option]?.isRight;
      this.points.set(name, (this.points.get(name) ?? 0) + (isScored && isRight ? 10 : 0));
    }
  }

  closeDue(now: number): void {
    const due = this.rounds.filter(({ isOpen, round }) => isOpen && round.closesAt <= now);
    for (const plain of due.sort((one, other) => one.round.closesAt - other.round.closesAt))
      this.close(plain, dayOf(now));
  }
}

const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10);
const topicIds = ['cap-theorem', 'caching-strategies', 'redis-speed'];

class Run {
  readonly model = new Model();
  private readonly presses: { eventId: string; user: string; plain: Plain; option: number }[] = [];
  private readonly world: QuizWorld;

  constructor(world: QuizWorld) {
    this.world = world;
  }

  async take(step: Action): Promise<void> {
    const { world, model } = this;
    const plain = 'which' in step ? model.rounds[step.which % Math.max(1, model.rounds.length)] : undefined;
    switch (step.kind) {
      case 'open':
        return this.open(step.topic);
      case 'restart':
        return world.restart();
      case 'pass':
        await world.pass(step.ms);
        return model.closeDue(world.clock.now());
      case 'vote':
        return plain && this.vote(step.user, plain, step.option);
      case 'withdraw':
        return plain && this.withdraw(step.user, plain);
      case 'repeat':
        return this.repeat(step.which);
      case 'forge':
        return plain && this.forge(step, plain);
      case 'close':
        if (!plain) return;
        await world.close(await world.round(plain.round.id));
        return model.close(plain, dayOf(world.clock.now()));
      default:
        step satisfies never;
    }
  }

  private async open(topic: number): Promise<void> {
    const { world, model } = this;
    const topics = world.options.catalogue.topics.filter(({ id }) => id === topicIds[topic]);
    if (topics.length === 0) throw new Error(`there is no ${topicIds[topic]}`);
    const isFree = model.rounds.filter(({ isOpen }) => isOpen).length < 3;
    if (isFree) model.rounds.push({ round: await world.open({ wish: { topics } }), votes: new Map(), isOpen: true });
  }

  private async vote(who: string, plain: Plain, option: number): Promise<void> {
    const eventId = nextEventId();
    const before = plain.votes.get(who);
    const voted = await this.world.press(who, plain.round, option, { eventId });
    if (!plain.isOpen) return expect(voted.kind).toBe('closed');
    const index = option % plain.round.snapshot.options.length;
    if (index !== option) return expect(voted.kind).toBe('unknown');
    expect(voted.kind).toBe(before === undefined ? 'new' : before === option ? 'same' : 'changed');
    plain.votes.set(who, option);
    this.presses.push({ eventId, user: who, plain, option });
  }

  private async withdraw(who: string, plain: Plain): Promise<void> {
    const taken = await this.world.takeBack(who, plain.round);
    if (!plain.isOpen) return expect(taken.kind).toBe('closed');
    expect(taken.kind).toBe(plain.votes.delete(who) ? 'withdrawn' : 'no-vote');
  }

  /** A platform sends an old press once more. */
  private async repeat(which: number): Promise<void> {
    const old = this.presses.at(-1 - which);
    if (!old) return;
    const voted = await this.world.press(old.user, old.plain.round, old.option, { eventId: old.eventId });
    const now = old.plain.votes.get(old.user);
    const expected = !old.plain.isOpen ? 'closed' : now === undefined ? 'no-vote' : 'same';
    expect(voted.kind).toBe(expected);
    if (voted.kind === 'same') expect(voted.optionIndex).toBe(now);
  }

  private async forge({ user: who, how }: Extract<Action, { kind: 'forge' }>, { round }: Plain): Promise<void> {
    const { place } = this.world;
    const forged = {
      channel: () => this.world.press(who, round, 0, { place: { ...place, channel: 'another' }, message: undefined }),
      message: () => this.world.press(who, round, 0, { message: { channel: place.channel, message: 'another' } }),
      round: () => this.world.press(who, { id: 'never-there' }, 0),
      option: () => this.world.press(who, round, 9),
    }[how as 'channel'];
    expect(['unknown', 'closed']).toContain((await forged()).kind);
  }

  async check(): Promise<void> {
    const { world, model } = this;
    // Counts of several rounds share a budget: each pass sends one of them.
    for (let pass = 0; pass < 5; pass++) await this.take({ kind: 'pass', ms: 70_000 });
    for (const plain of model.rounds) await this.checkRound(plain);
    const points = await pointsIn(world);
    for (const [name, expected] of model.points) expect([name, points.get(name)]).toEqual([name, expected]);
  }

  private async checkRound({ round, votes, isOpen }: Plain): Promise<void> {
    const { options, platform } = this.world;
    const counted = await countVotes(options.store.db, round);
    const expected = round.snapshot.options.map(
      (_, index) => [...votes.values()].filter((each) => each === index).length,
    );
    expect(round.snapshot.options.map(({ id }) => counted.get(id) ?? 0)).toEqual(expected);
    const card = platform.cardOf(round.ref?.message ?? '');
    expect(card?.tone).toBe(isOpen ? 'quiz' : 'reveal');
    const text = card ? plainCard(card) : '';
    const people = votes.size === 1 ? '1 person has answered' : `${votes.size} people have answered`;
    if (isOpen) expect(text).toContain(votes.size === 0 ? 'Nobody has answered yet' : people);
    else for (const count of expected) if (votes.size > 0) expect(text).toContain(`${count} vote`);
  }
}

describe.each(databases)('the quiz over %s', (dialect, fresh) => {
  let database: Database;
  beforeAll(async () => {
    database = await fresh();
  });
  afterAll(async () => database.drop());

  it('is that of a plain model after any actions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), fc.nat(), async (steps, seed) => {
        let chance = seed;
        const world = await createQuizWorld(database.url, (below) => {
          chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
          return chance % below;
        });
        try {
          const run = new Run(world);
          for (const step of steps) await run.take(step);
          await run.check();
        } finally {
          await world.end();
        }
      }),
      { numRuns: dialect === 'sqlite' ? 40 : 15 },
    );
  }, 120_000);
});
