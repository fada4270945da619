// The quiz over a real store without the rest of the bot: rounds, votes, deliveries, and a restart at any moment.
import type { MovableClock } from '../../src/clock.ts';
import { createDeliveries, type Deliveries } from '../../src/deliveries/deliveries.ts';
import type { Place } from '../../src/platform.ts';
import { quizBuilders } from '../../src/quiz/messages.ts';
import { closeDue, endRound, type Opening, openRound, type QuizOptions } from '../../src/quiz/quiz.ts';
import { findRound, type Round } from '../../src/quiz/store.ts';
import { type Voted, vote, withdraw } from '../../src/quiz/votes/votes.ts';
import { putMember } from '../../src/settings/members/store.ts';
import { noticeBuilder } from '../../src/settings/notices/notices.ts';
import { ensureTenant } from '../../src/settings/settings.ts';
import { ensurePerson } from '../../src/settings/store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Db } from '../../src/store/tables.ts';
import { nextEventId, ownContent, silent, testClock } from '../support/bot.ts';
import { createRecorder, type Recorder } from '../support/recorder.ts';

interface Press {
  readonly eventId: string;
  readonly place: Place;
  readonly home: string;
  readonly message: { channel: string; message: string } | undefined;
}

let workspaces = 0;

export class QuizWorld {
  readonly clock: MovableClock = testClock();
  readonly platform: Recorder;
  readonly place: Place;
  workspaceId = '';
  private readonly number = ++workspaces;
  private readonly url: string;
  private readonly random: (below: number) => number;
  private quiz: QuizOptions | undefined;
  private outbox: Deliveries | undefined;

  constructor(url: string, random: (below: number) => number) {
    this.url = url;
    this.random = random;
    // Worlds that share a database have a platform each, so that none sends what another owes.
    this.platform = createRecorder(`memory-${this.number}`);
    const id = (kind: string) => `${kind}${this.number}`;
    this.place = { platform: this.platform.name, installation: id('i'), workspace: id('w'), channel: id('c') };
  }

  get options(): QuizOptions {
    if (!this.quiz) throw new Error('the world has not begun');
    return this.quiz;
  }

  deliveries(): Deliveries {
    if (!this.outbox) throw new Error('the world has not begun');
    return this.outbox;
  }

  async begin(): Promise<void> {
    const { clock, platform, random } = this;
    const store = await openStore(this.url, silent);
    const platforms = new Map([[platform.name, platform]]);
    this.quiz = { store, clock, random, catalogue: ownContent(), platforms };
    this.outbox = createDeliveries({ ...this.quiz, log: silent });
    for (const [kind, builder] of Object.entries(quizBuilders(this.quiz))) this.outbox.register(kind, builder);
    this.outbox.register('notice', noticeBuilder);
    this.workspaceId = (await store.write((tx) => ensureTenant(tx, this.place, clock.now()))).workspaceId;
  }

  async end(): Promise<void> {
    await this.deliveries().stop();
    await this.options.store.close();
  }

  async restart(): Promise<void> {
    await this.end();
    await this.begin();
  }

  async open(more: Partial<Opening> = {}): Promise<Round> {
    const { options, place: target, workspaceId } = this;
    const now = this.clock.now();
    const wish = { topics: options.catalogue.topics };
    const opening: Opening = { workspaceId, target, wish, openedAt: now, closesAt: now + 1_800_000, ...more };
    const opened = await options.store.write((tx) => openRound(tx, options, opening));
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    await this.deliveries().runDue();
    return this.round(opened.roundId);
  }

  async round(id: string): Promise<Round> {
    const found = await findRound(this.options.store.db, id);
    if (!found) throw new Error('the round is gone');
    return found;
  }

  /** Presses a letter under the round's own message, unless said otherwise. */
  async press(user: string, { id }: Pick<Round, 'id'>, optionIndex: number, more: Partial<Press> = {}): Promise<Voted> {
    const { ref } = (await findRound(this.options.store.db, id)) ?? {};
    const press = { eventId: nextEventId(), roundId: id, place: this.place, message: ref, home: '', ...more };
    return vote(this.options, { ...press, optionIndex, person: this.person(user, more.home) });
  }

  async takeBack(user: string, { id }: Pick<Round, 'id'>): Promise<Voted> {
    const press = { eventId: nextEventId(), roundId: id, place: this.place, message: undefined };
    return withdraw(this.options, { ...press, person: this.person(user) });
  }

  async close(round: Round): Promise<void> {
    await this.options.store.write((tx) => endRound(tx, this.options, round));
    await this.deliveries().runDue();
  }

  /** Moves the clock, closes what is due and sends what is owed. */
  async pass(ms: number): Promise<void> {
    this.clock.move(ms);
    await closeDue(this.options);
    await this.deliveries().runDue();
  }

  personOf(user: string): Promise<string> {
    return this.options.store.write((tx) => this.person(user)(tx, this.workspaceId));
  }

  private person(name: string, home = '') {
    const { platform, installation } = this.place;
    return async (tx: Db, workspaceId: string) => {
      const now = this.clock.now();
      const personId = await ensurePerson(tx, { platform, installation, user: `${this.number}-${name}`, home }, now);
      await putMember(tx, { workspaceId, personId, name, now });
      return personId;
    };
  }
}

/** By chance the first of all, unless said otherwise. */
export async function createQuizWorld(url: string, random: (below: number) => number = () => 0): Promise<QuizWorld> {
  const world = new QuizWorld(url, random);
  await world.begin();
  return world;
}

/** Points by user, as the answers hold them. */
export async function pointsIn({ options, workspaceId }: QuizWorld): Promise<ReadonlyMap<string, number>> {
  const rows = await options.store.db
    .selectFrom('answer')
    .innerJoin('member', (join) =>
      join.onRef('member.person_id', '=', 'answer.person_id').onRef('member.workspace_id', '=', 'answer.workspace_id'),
    )
    .where('answer.workspace_id', '=', workspaceId)
    .select(({ fn }) => ['member.name', fn.sum<number>('answer.points').as('points')])
    .groupBy('member.name')
    .execute();
  return new Map(rows.map(({ name, points }) => [name, Number(points)]));
}
