// The query sets of the lookup benchmark. README.md beside it says where each comes from.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  q: z.string(),
  class: z.string(),
  /** Ids that a person would accept first, best first; none when "not found" is right. */
  want: z.array(z.string()),
});
export type TestQuery = z.infer<typeof schema>;

const read = (name: string): readonly TestQuery[] => {
  const file = join(import.meta.dirname, name);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => schema.parse(JSON.parse(line)));
};

export const querySets = () => ({
  dev: read('dev.jsonl'),
  own: read('own.jsonl'),
  none: read('none.jsonl'),
  fresh: read('fresh.jsonl'),
});
