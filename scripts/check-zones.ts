// Holds the slots of every zone to their law for ten years: npm run check:zones
import { allZones, breachesIn, changesIn, timesOf } from '../test/schedule/zones.ts';

const fromYear = 2026;
const years = 10;

const zones = allZones();
let wrong = 0;
for (const zone of zones) {
  const times = timesOf(zone, changesIn(zone, fromYear, years));
  for (const breach of breachesIn(zone, { times, fromYear, years })) {
    wrong += 1;
    process.stderr.write(`${breach}\n`);
  }
}
process.stdout.write(
  `${zones.length} zones from ${fromYear} for ${years} years (rules ${process.versions.tz}): ${wrong} wrong.\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;
