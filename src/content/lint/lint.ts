// What no schema can say of the content: whether it teaches fairly, repeats itself, and is whole.
import type { Problem } from '../../errors.ts';
import type { Catalogue, Topic } from '../catalogue.ts';
import type { Plan } from '../schema.ts';
import type { LineOf } from '../yaml.ts';
import { bankRules } from './bank.ts';
import { briefRules, lookupRules } from './lookup.ts';
import { type TopicRule, topicRules } from './topic.ts';

/** Where the parts of a topic stand. */
export interface TopicSource {
  readonly file: string;
  readonly lineOf: LineOf;
  /** Absent for a brief. */
  readonly quiz?: { readonly file: string; readonly lineOf: LineOf };
  /** From the project's own content, not from a team's folder. */
  readonly isMain: boolean;
}

/** A topic beside its files, in front of a rule. */
export interface Linted {
  readonly topic: Topic;
  readonly source: TopicSource;
}

/** The whole content, in front of a rule. */
export interface Bank {
  readonly topics: readonly Linted[];
  readonly catalogue: Catalogue;
  readonly plan: Plan;
  /** Where the catalogue stands. */
  readonly planFile: string;
}

/** Everything that breaks a rule; `isMain` tells the project's own content from a team's, which is only advised. */
export function lintContent(bank: Bank): readonly (Problem & { readonly isMain: boolean })[] {
  const single = bank.topics.flatMap((linted) =>
    rulesFor(linted.topic).flatMap((rule) =>
      rule(linted).map((problem) => ({ ...problem, isMain: linted.source.isMain })),
    ),
  );
  const own = { ...bank, topics: bank.topics.filter(({ source }) => source.isMain) };
  const whole = bankRules.flatMap((rule) => rule(own).map((problem) => ({ ...problem, isMain: true })));
  return [...single, ...whole];
}

const rulesFor = ({ status }: Topic): readonly TopicRule[] => [
  ...lookupRules,
  ...(status === 'full' ? topicRules : briefRules),
];
