// How migrations write tables: columns by short words, the same for both dialects.
import type { CreateTableBuilder } from 'kysely';
import type { Db } from './tables.ts';

export type Columns = Readonly<Record<string, 'text' | 'text?' | 'instant' | 'instant?' | 'count'>>;

/** A table whose columns are text, instants (bigint) or counts; a question mark allows null. */
export function table(tx: Db, name: string, columns: Columns): CreateTableBuilder<string, string> {
  let builder: CreateTableBuilder<string, string> = tx.schema.createTable(name);
  for (const [column, kind] of Object.entries(columns)) {
    const type = kind.startsWith('text') ? 'text' : kind === 'count' ? 'integer' : 'bigint';
    builder = builder.addColumn(column, type, (definition) => (kind.endsWith('?') ? definition : definition.notNull()));
  }
  return builder;
}

/** SQLite adds one column a statement. */
export async function addColumns(
  tx: Db,
  name: string,
  columns: Readonly<Record<string, 'text?' | 'count?' | 'instant?' | Default>>,
) {
  for (const [column, kind] of Object.entries(columns)) {
    const isText = typeof kind === 'object' ? typeof kind.default === 'string' : kind === 'text?';
    const number = kind === 'instant?' ? 'bigint' : 'integer';
    await tx.schema
      .alterTable(name)
      .addColumn(column, isText ? 'text' : number, (definition) =>
        typeof kind === 'object' ? definition.notNull().defaultTo(kind.default) : definition,
      )
      .execute();
  }
}

interface Default {
  readonly default: string | number;
}
