// A working day with a million schedules: how late posts are under the platforms' limits, and what the database has to bear.
import { nextSlot } from '../../src/schedule/slot.ts';
import { rounded } from './figures.ts';

/** Half on each platform. */
const schedules = 1_000_000;
/** Shares of teams by zone: a guess at where engineers work; only that mornings come one after the other matters. */
const zones: Readonly<Record<string, number>> = {
  'America/Los_Angeles': 13,
  'America/Denver': 3,
  'America/Chicago': 9,
  'America/New_York': 15,
  'America/Sao_Paulo': 5,
  'Europe/London': 9,
  'Europe/Berlin': 17,
  'Europe/Kyiv': 5,
  'Asia/Kolkata': 12,
  'Asia/Singapore': 4,
  'Asia/Tokyo': 5,
  'Australia/Sydney': 3,
};
/** People choose round times: shares by local time. */
const times: Readonly<Record<string, number>> = {
  '08:00': 5,
  '08:30': 6,
  '09:00': 30,
  '09:30': 22,
  '10:00': 18,
  '10:30': 5,
  '11:00': 4,
  '12:00': 3,
  '13:00': 3,
  '14:00': 2,
  '16:00': 2,
};
/** A tip and a quiz at the slot; seven hours later its reveal and the line behind it. */
const callsAtSlot = 2;
const callsAtClose = 2;
const closeAfterS = 7 * 3_600;
/** Discord: 40 of a bot's 50 requests a second are for deliveries. Slack: one a second a channel, so that a channel waits for itself alone. */
const discordPerBot = 40;
/** Deliveries a second of one replica over PostgreSQL, as `bench deliveries` measured it. */
const replicaRate = 500;
const daySeconds = 24 * 3_600;

interface Row {
  readonly [name: string]: string | number;
}

export async function day(): Promise<readonly Row[]> {
  const all = arrivals(schedules * (callsAtSlot + callsAtClose), 0);
  const discord = (spreadS: number) => arrivals((schedules / 2) * (callsAtSlot + callsAtClose), spreadS);
  return [
    row('calls of the day', all),
    ...[1, 10, 50].map((bots) =>
      row(`Discord, ${bots} ${bots === 1 ? 'bot' : 'bots'}`, discord(0), bots * discordPerBot),
    ),
    row('Discord, 10 bots, slots spread over 10 min', discord(600), 10 * discordPerBot),
    ...[1, 4, 10].map((replicas) => row(`database, ${replicas} x ${replicaRate}/s`, all, replicas * replicaRate)),
  ];
}

/** Calls that fall due in each second of two days: what one day leaves over is seen on the next. */
function arrivals(calls: number, spreadS: number): Float64Array {
  const due = new Float64Array(3 * daySeconds);
  const zoneSum = sum(Object.values(zones));
  const timeSum = sum(Object.values(times));
  const midnight = Date.UTC(2026, 10, 23);
  for (const [zone, zoneShare] of Object.entries(zones)) {
    for (const [localTime, timeShare] of Object.entries(times)) {
      const slot = nextSlot({ localTime, days: [1, 2, 3, 4, 5], zone }, midnight - 1);
      if (!slot) throw new Error(`${zone} has no ${localTime}`);
      const second = Math.round((slot.at - midnight) / 1_000);
      const share = (calls * (zoneShare / zoneSum) * timeShare) / timeSum / (callsAtSlot + callsAtClose);
      spread(due, { second, count: share * callsAtSlot, overS: spreadS });
      spread(due, { second: second + closeAfterS, count: share * callsAtClose, overS: spreadS });
    }
  }
  return due;
}

function spread(due: Float64Array, { second, count, overS }: { second: number; count: number; overS: number }): void {
  const width = Math.max(1, overS);
  for (let at = second; at < second + width; at++) due[at] = (due[at] ?? 0) + count / width;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0);

/** First come, first served at a rate: lateness is weighed by calls. */
function row(what: string, due: Float64Array, perSecond = Number.POSITIVE_INFINITY): Row {
  const late: { readonly s: number; readonly calls: number }[] = [];
  let waiting = 0;
  for (const calls of due) {
    if (calls > 0 && Number.isFinite(perSecond)) late.push({ s: (waiting + calls / 2) / perSecond, calls });
    waiting = Math.max(0, waiting + calls - perSecond);
  }
  const perMinute = Array.from({ length: due.length / 60 }, (_, minute) =>
    sum(due.slice(minute * 60, minute * 60 + 60)),
  );
  return {
    what,
    calls: Math.round(sum(due)),
    busiestMinute: Math.round(Math.max(...perMinute)),
    perSecond: Number.isFinite(perSecond) ? perSecond : '',
    lateP50S: weighed(late, 0.5),
    lateP99S: weighed(late, 0.99),
  };
}

function weighed(late: readonly { readonly s: number; readonly calls: number }[], share: number): number | '' {
  const sorted = late.toSorted((one, other) => one.s - other.s);
  const all = sum(sorted.map(({ calls }) => calls));
  let passed = 0;
  for (const { s, calls } of sorted) {
    passed += calls;
    if (passed >= share * all) return rounded(s);
  }
  return '';
}
