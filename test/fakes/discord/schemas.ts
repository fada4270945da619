// Checks what is sent and what is answered against the schemas of Discord's own specification.
import type { Breach } from './refusal.ts';

type Spec = typeof import('discord-api-spec/zod');
type SchemaName = keyof Spec;

export interface Schemas {
  /** Lists what breaks the schema; the list is empty for a legal value. */
  check(name: SchemaName, value: unknown): readonly Breach[];
}

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly errors?: readonly (readonly Issue[])[];
}

let spec: Promise<Spec> | undefined;

/** Loads the specification once a process: 180 ms and 35 MB, measured 2026-11-23. */
export async function loadSchemas(): Promise<Schemas> {
  spec ??= import('discord-api-spec/zod');
  const loaded = await spec;
  return {
    check(name, value) {
      const { error } = loaded[name].safeParse(adapt(name, value));
      return error === undefined ? [] : error.issues.flatMap((issue) => breachesOf(issue as Issue, []));
    },
  };
}

// Where the specification is stricter than Discord. Both forms are the ones of Discord's documentation and of discord.js.
const EXCEPTIONS: readonly { field: string; why: string; adapt: (value: unknown) => unknown }[] = [
  {
    field: 'default_member_permissions',
    why: 'a bit set is sent as a decimal string, the specification says number',
    adapt: (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  },
  {
    field: 'attachments',
    why: 'the id of a new attachment is the index of its file, a number too',
    adapt: (value) => (Array.isArray(value) ? value.map(withTextId) : value),
  },
];

function adapt(name: SchemaName, value: unknown): unknown {
  if (!name.includes('Request') || typeof value !== 'object' || value === null) return value;
  const adapted: Record<string, unknown> = { ...value };
  for (const { field, adapt: loosen } of EXCEPTIONS) if (field in adapted) adapted[field] = loosen(adapted[field]);
  for (const inner of ['data', 'message']) if (inner in adapted) adapted[inner] = adapt(name, adapted[inner]);
  return adapted;
}

function withTextId(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value)) return value;
  return typeof value.id === 'number' ? { ...value, id: String(value.id) } : value;
}

/** Of a union, tells what is wrong with the alternative that comes nearest: of the same type, with the fewest faults. */
function breachesOf(issue: Issue, outer: Breach['path']): readonly Breach[] {
  const path = [...outer, ...issue.path.map((key) => (typeof key === 'symbol' ? key.toString() : key))];
  const isNear = ({ path: [key] }: Issue) => key !== undefined && key !== 'type';
  const near = (issue.errors ?? []).filter((issues) => issues.length > 0 && issues.every(isNear));
  const [nearest] = near.toSorted((one, other) => one.length - other.length);
  if (nearest === undefined) return [{ path, message: issue.message }];
  return nearest.flatMap((inner) => breachesOf(inner, path));
}
