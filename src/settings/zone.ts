// Time zones by their IANA names.
import { UserError } from '../errors.ts';
import { zoneNear } from './zone-names.ts';

/**
 * The zone in the form that the platform's tables have it.
 * @throws UserError for a name that is no zone, with the nearest that is.
 */
export function parseZone(text: string): string {
  const name = text.trim().replace(/ /g, '_');
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    if (/^[+-]/.test(zone)) throw new RangeError('an offset is no zone');
    return zone;
  } catch {
    const near = zoneNear(name, 3);
    const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
    throw new UserError(
      `"${text.slice(0, 60)}" is no time zone.${hint} Write it like Europe/Berlin or America/New_York.`,
    );
  }
}
