// The list of zone names, and those that begin with or hold what was typed.

const names: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** Up to `limit` zones whose city or name holds `typed`; those that begin with it first. */
export function zoneNear(typed: string, limit: number): readonly string[] {
  const wanted = plain(typed);
  const city = (name: string) => plain(name.slice(name.lastIndexOf('/') + 1));
  const begins = names.filter((name) => city(name).startsWith(wanted) || plain(name).startsWith(wanted));
  const holds = names.filter((name) => plain(name).includes(wanted));
  return [...new Set([...begins, ...holds])].slice(0, limit);
}
