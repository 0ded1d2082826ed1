import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Stands in a compiled statement for a value that each run brings. */
class Placeholder {
  readonly name: string;
  readonly row: number;

  constructor(name: string, row: number) {
    this.name = name;
    this.row = row;
  }
}

type Values = Readonly<Record<string, unknown>>;

/** The values' names, which a statement depends on. */
const shapeOf = (rows: readonly Values[]): string => `${rows.length} ${Object.keys(rows[0] ?? {}).join()}`;

const placeholdersFor = (rows: readonly Values[]): Values[] =>
  rows.map((values, row) => Object.fromEntries(Object.keys(values).map((name) => [name, new Placeholder(name, row)])));

/**
 * Statements that are built and compiled once, and run with other values each time: to build one costs several times as
 * much as to run it. `build` must not look at the values, only put them into the statement; what else it depends on, it is
 * given as `kind`. All rows have the same names.
 */
export function statement<V extends object, R>(
  build: (db: Kysely<Tables>, rows: readonly [V, ...V[]], kind: string) => { compile(): CompiledQuery<R> },
): (db: Kysely<Tables>, rows: readonly [V, ...V[]], kind?: string) => Promise<readonly R[]> {
  // The transactions of one database share its adapter.
  const compiled = new WeakMap<object, Map<string, CompiledQuery<R>>>();
  return async (db, given, kind = '') => {
    const rows = given as readonly Values[];
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter) ?? new Map<string, CompiledQuery<R>>();
    compiled.set(adapter, known);
    const key = `${kind} ${shapeOf(rows)}`;
    const query = known.get(key) ?? build(db, placeholdersFor(rows) as never, kind).compile();
    known.set(key, query);
    const parameters = query.parameters.map((one) => (one instanceof Placeholder ? rows[one.row]?.[one.name] : one));
    return (await db.executeQuery<R>({ ...query, parameters })).rows;
  };
}
