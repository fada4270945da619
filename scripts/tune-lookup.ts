// Finds the weights of lookup from the query sets and writes src/search/weights.ts: node scripts/tune-lookup.ts [--dry]
// Three small linear models, fitted by gradient descent with a penalty on large weights; every figure printed is of queries that
// the model was not fitted on (ten folds by the hash of the query).
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { loadContent } from '../src/content/load.ts';
import { featureNames } from '../src/search/features.ts';
import { gateSigns, judge as judgeRanking, type QueryKind } from '../src/search/gate.ts';
import { createRanker, type Ranked, type Ranking } from '../src/search/rank.ts';
import { querySets, type TestQuery } from '../test/bench/lookup/queries.ts';

const folds = 10;
/** What stands lower hardly weighs in the fit. */
const maxRows = 40;
const catalogue = loadContent({ main: 'content', extra: [] });
const ranker = createRanker(catalogue.topics, { synonyms: catalogue.synonyms });

interface Sample {
  readonly query: TestQuery;
  readonly fold: number;
  readonly ranking: Ranking;
  readonly rows: readonly { readonly id: string; readonly x: readonly number[]; readonly isWanted: boolean }[];
}

const foldOf = (q: string) => createHash('sha256').update(q).digest().readUInt32BE() % folds;

const sets = querySets();
const devQueries = new Set(sets.dev.map(({ q }) => q));
const samples: readonly Sample[] = [...sets.dev, ...sets.own, ...sets.none].map((query) => {
  const ranking = ranker.rank(query.q);
  return { query, ranking, fold: foldOf(query.q), rows: rowsOf(query, ranking) };
});

function rowsOf(query: TestQuery, ranking: Ranking) {
  return ranking.ranked
    .filter(({ topic }, place) => place < maxRows || query.want.includes(topic.id))
    .map(({ topic, features }) => ({
      id: topic.id,
      x: featureNames.map((name) => features[name]),
      isWanted: query.want.includes(topic.id),
    }));
}

/** Softmax over the candidates of a query: the log-likelihood that one of the wanted is drawn. */
function fitRanking(training: readonly Sample[]): readonly number[] {
  const usable = training.filter(({ rows }) => rows.some(({ isWanted }) => isWanted));
  const w = featureNames.map(() => 1);
  const momentum = featureNames.map(() => 0);
  for (let step = 0; step < 400; step++) {
    const gradient = w.map((value) => -0.002 * value);
    for (const { rows } of usable) addGradient(gradient, rows, { w, scale: 1 / usable.length });
    for (let at = 0; at < w.length; at++) {
      momentum[at] = 0.9 * (momentum[at] ?? 0) + (gradient[at] ?? 0);
      w[at] = Math.max(0, (w[at] ?? 0) + 0.8 * (momentum[at] ?? 0));
    }
  }
  return w;
}

const dot = (w: readonly number[], x: readonly number[]) => w.reduce((sum, value, at) => sum + value * (x[at] ?? 0), 0);

function addGradient(gradient: number[], rows: Sample['rows'], { w, scale }: { w: readonly number[]; scale: number }) {
  const scores = rows.map(({ x }) => dot(w, x));
  const most = Math.max(...scores);
  const all = scores.map((score) => Math.exp(score - most));
  const total = all.reduce((sum, value) => sum + value, 0);
  const wanted = all.reduce((sum, value, at) => sum + (rows[at]?.isWanted ? value : 0), 0);
  for (const [at, { x, isWanted }] of rows.entries()) {
    const pull = (isWanted ? (all[at] ?? 0) / wanted : 0) - (all[at] ?? 0) / total;
    for (let feature = 0; feature < x.length; feature++)
      gradient[feature] = (gradient[feature] ?? 0) + scale * pull * (x[feature] ?? 0);
  }
}

interface Case {
  readonly x: readonly number[];
  readonly y: 0 | 1;
  readonly weight: number;
}

function fitLogistic(cases: readonly Case[]): readonly number[] {
  const w = gateSigns.map(() => 0);
  const momentum = gateSigns.map(() => 0);
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < 3_000; step++) {
    const gradient = w.map((value, at) => (at === 0 ? 0 : -0.0005 * value));
    for (const { x, y, weight } of cases) {
      const pull = ((y - 1 / (1 + Math.exp(-dot(w, x)))) * weight) / total;
      for (let at = 0; at < w.length; at++) gradient[at] = (gradient[at] ?? 0) + pull * (x[at] ?? 0);
    }
    for (let at = 0; at < w.length; at++) {
      momentum[at] = 0.9 * (momentum[at] ?? 0) + (gradient[at] ?? 0);
      w[at] = (w[at] ?? 0) + 1.0 * (momentum[at] ?? 0);
    }
  }
  return w;
}

interface Model {
  readonly rank: readonly number[];
  readonly gate: Readonly<Record<QueryKind, readonly number[]>>;
  readonly sure: Readonly<Record<QueryKind, readonly number[]>>;
}

interface Judged {
  readonly sample: Sample;
  readonly ids: readonly string[];
  readonly kind: QueryKind;
  readonly x: readonly number[];
}

/** What the gate sees under these weights. */
function judge(sample: Sample, w: readonly number[]): Judged {
  const { query, ranked } = sample.ranking;
  const again = ranked
    .map(
      (each): Ranked => ({
        ...each,
        score: dot(
          w,
          featureNames.map((name) => each.features[name]),
        ),
      }),
    )
    .sort((one, other) => other.score - one.score);
  const judged = judgeRanking(sample.query.q, { query, ranked: again });
  return {
    sample,
    ids: again.map(({ topic }) => topic.id),
    kind: judged?.kind ?? 'one',
    x: judged ? gateSigns.map((sign) => judged.signs[sign]) : [],
  };
}

function trained(training: readonly Sample[]): Model {
  const rank = fitRanking(training);
  const judged = training.map((sample) => judge(sample, rank)).filter(({ x }) => x.length > 0);
  const has = ({ sample, ids }: Judged, among: number) =>
    ids.slice(0, among).some((id) => sample.query.want.includes(id));
  const gate = (kind: QueryKind) =>
    fitLogistic(
      judged
        .filter((each) => each.kind === kind)
        .map(
          (each): Case => ({ x: each.x, y: each.sample.query.want.length === 0 ? 0 : 1, weight: shareOf(each.sample) }),
        ),
    );
  const sure = (kind: QueryKind) =>
    fitLogistic(
      judged
        .filter((each) => each.kind === kind)
        .map((each): Case => ({ x: each.x, y: has(each, 1) ? 1 : 0, weight: 1 })),
    );
  return {
    rank,
    gate: { one: gate('one'), several: gate('several') },
    sure: { one: sure('one'), several: sure('several') },
  };
}

/** Half of the own queries are paraphrases, the dearest to write; of what people type they are a tenth. */
const shareOf = ({ query }: Sample) => (query.class === 'paraphrase' && !devQueries.has(query.q) ? 0.3 : 1);

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
interface Outcome extends Judged {
  readonly answer: number;
  readonly sure: number;
}
const outcome = (sample: Sample, model: Model): Outcome => {
  const judged = judge(sample, model.rank);
  const p = (w: Model['gate']) => (judged.x.length === 0 ? 0 : sigmoid(dot(w[judged.kind], judged.x)));
  return { ...judged, answer: p(model.gate), sure: p(model.sure) };
};

const apart: Outcome[] = [];
for (let fold = 0; fold < folds; fold++) {
  const model = trained(samples.filter((sample) => sample.fold !== fold));
  apart.push(...samples.filter((sample) => sample.fold === fold).map((sample) => outcome(sample, model)));
}

const pc = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;
const isHit = ({ sample, ids }: Outcome, among: number) =>
  ids.slice(0, among).some((id) => sample.query.want.includes(id));
for (const [name, isOf] of [
  ['dev', (each: Outcome) => devQueries.has(each.sample.query.q)],
  ['own', (each: Outcome) => !devQueries.has(each.sample.query.q)],
] as const) {
  const own = apart.filter(isOf);
  const classes = [...new Set(own.map(({ sample }) => sample.query.class))];
  for (const cls of classes) {
    const all = own.filter(({ sample }) => sample.query.class === cls);
    process.stdout.write(
      `${name} ${cls.padEnd(12)} n ${String(all.length).padStart(3)}  first ${pc(all.filter((each) => isHit(each, 1)).length, all.length)}  3 ${pc(all.filter((each) => isHit(each, 3)).length, all.length)}  5 ${pc(all.filter((each) => isHit(each, 5)).length, all.length)}\n`,
    );
  }
  const answerable = own.filter(({ sample }) => sample.query.want.length > 0);
  const none = own.filter(({ sample }) => sample.query.want.length === 0);
  process.stdout.write(
    `${name} answerable n ${answerable.length} first ${pc(answerable.filter((each) => isHit(each, 1)).length, answerable.length)} three ${pc(answerable.filter((each) => isHit(each, 3)).length, answerable.length)}\n`,
  );
  for (const at of [0.2, 0.3, 0.35, 0.4, 0.5])
    process.stdout.write(
      `  gate ${at}: not found right ${pc(none.filter(({ answer }) => answer < at).length, none.length)} of ${none.length}, wrong ${pc(answerable.filter(({ answer }) => answer < at).length, answerable.length)}, first after gate ${pc(answerable.filter((each) => each.answer >= at && isHit(each, 1)).length, answerable.length)}\n`,
    );
  for (const at of [0.4, 0.5, 0.6, 0.7, 0.8]) {
    const shown = answerable.filter(({ sure }) => sure >= at);
    process.stdout.write(
      `  sure ${at}: shows ${pc(shown.length, answerable.length)}, of them right ${pc(shown.filter((each) => isHit(each, 1)).length, shown.length)}\n`,
    );
  }
}
if (process.argv.includes('--misses'))
  for (const each of apart.filter((one) => one.sample.query.want.length > 0 && (!isHit(one, 1) || one.answer < 0.3)))
    process.stdout.write(
      `${each.answer.toFixed(2)} [${each.sample.query.class}] ${each.sample.query.q} | want ${each.sample.query.want.join(',')} | got ${each.ids.slice(0, 3).join(', ')}\n`,
    );
if (process.argv.includes('--found'))
  for (const each of apart.filter((one) => one.sample.query.want.length === 0 && one.answer >= 0.3))
    process.stdout.write(
      `${each.answer.toFixed(2)} ${each.sample.query.q.slice(0, 90)} | got ${each.ids.slice(0, 2).join(', ')}\n`,
    );

const final = trained(samples);
const listed = (names: readonly string[], w: readonly number[]) =>
  names.map((name, at) => `  ${name}: ${Number((w[at] ?? 0).toFixed(2))},\n`).join('');
const text = `// How much each sign counts. Written by \`node scripts/tune-lookup.ts\`, never by hand.
import type { Features } from './features.ts';
import type { GateSigns, QueryKind } from './gate.ts';

export type Weights = Features;

export const weights: Weights = {
${listed(featureNames, final.rank)}};

/** Logistic weights: is the answer here at all; for a query of one word, and of several. */
export const gateWeights: Readonly<Record<QueryKind, GateSigns>> = {
${both(final.gate)}};

/** Logistic weights: is the best hit the answer. */
export const sureWeights: Readonly<Record<QueryKind, GateSigns>> = {
${both(final.sure)}};
`;
process.stdout.write(text);
if (!process.argv.includes('--dry')) writeFileSync('src/search/weights.ts', text);

function both(w: Model['gate']): string {
  return (['one', 'several'] as const)
    .map((kind) => `  ${kind}: {\n${listed(gateSigns, w[kind]).replace(/^/gm, '  ').trimEnd()}\n  },\n`)
    .join('');
}
