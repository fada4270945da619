// What a button carries: a name and arguments in at most 100 characters, the smallest ceiling of all platforms.
import { UserError } from '../errors.ts';

/** Discord's ceiling for a custom_id (docs: components/reference); Slack allows 255 for an action_id. */
const maxChars = 100;
const separator = ':';

export interface Action {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * One string for a name and its arguments; the arguments may hold any character.
 * @throws RangeError when the result would be longer than 100 characters.
 */
export function encodeAction(name: string, ...args: readonly string[]): string {
  const encoded = [name, ...args.map(encodeURIComponent)].join(separator);
  if (encoded.length > maxChars)
    throw new RangeError(`action "${name}" takes ${encoded.length} of ${maxChars} characters`);
  return encoded;
}

/**
 * The reverse of `encodeAction`.
 * @throws UserError for text that no button of ours carries.
 */
export function decodeAction(encoded: string): Action {
  const [name, ...args] = encoded.split(separator);
  try {
    if (name) return { name, args: args.map(decodeURIComponent) };
  } catch {
    // A malformed escape is a foreign button as well.
  }
  throw new UserError('This button is not known here. Run the command again to get a fresh message.');
}
