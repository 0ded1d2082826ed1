import type { Kysely, Migration } from 'kysely';
import { isWaiting, type WatchTables } from './watch-schema.ts';

type Column = [name: string, type: 'text' | 'bigint' | 'integer', isOptional?: 'optional'];

const TABLES: Readonly<Record<keyof WatchTables, { columns: readonly Column[]; key: readonly [string, ...string[]] }>> =
  {
    watch: {
      key: ['id'],
      columns: [
        ['id', 'text'],
        ['door', 'text'],
        ['place', 'text'],
        ['owner_id', 'text'],
        ['owner_team', 'text'],
        ['source_kind', 'text'],
        ['source_key', 'text'],
        ['source', 'text'],
        ['settings', 'text'],
        ['state', 'text'],
        ['pause_reason', 'text', 'optional'],
        ['pause_why', 'text', 'optional'],
        ['pause_until', 'bigint', 'optional'],
        ['created_at', 'bigint'],
      ],
    },
    watch_query: {
      key: ['key'],
      columns: [
        ['key', 'text'],
        ['operation', 'text'],
        ['input', 'text'],
        ['every_ms', 'bigint'],
        ['next_at', 'bigint'],
        ['baseline_at', 'bigint', 'optional'],
        ['last_answer_at', 'bigint', 'optional'],
        ['failures', 'integer'],
        ['last_failure', 'text', 'optional'],
        ['lease_owner', 'text', 'optional'],
        ['lease_until', 'bigint', 'optional'],
      ],
    },
    watch_record: {
      key: ['query', 'id'],
      columns: [
        ['query', 'text'],
        ['id', 'text'],
        ['hash', 'text'],
        ['snapshot', 'text'],
        ['missed', 'integer'],
      ],
    },
    watch_notification: {
      key: ['seq'],
      columns: [
        ['seq', 'bigint'],
        ['watch', 'text'],
        ['door', 'text'],
        ['place', 'text'],
        ['kind', 'text'],
        ['subject', 'text'],
        ['body', 'text'],
        ['critical', 'integer'],
        ['at', 'bigint'],
        ['due_at', 'bigint'],
        ['state', 'text'],
        ['attempts', 'integer'],
        ['batch', 'text', 'optional'],
        ['address', 'text', 'optional'],
        ['posted_at', 'bigint', 'optional'],
      ],
    },
    watch_place: {
      key: ['door', 'place'],
      columns: [
        ['door', 'text'],
        ['place', 'text'],
        ['next_at', 'bigint'],
        ['failures', 'integer'],
        ['lease_owner', 'text', 'optional'],
        ['lease_until', 'bigint', 'optional'],
      ],
    },
    watch_root: {
      key: ['watch', 'subject'],
      columns: [
        ['watch', 'text'],
        ['subject', 'text'],
        ['address', 'text'],
        ['stale_at', 'bigint', 'optional'],
      ],
    },
    watch_hook: {
      key: ['hook', 'delivery'],
      columns: [
        ['hook', 'text'],
        ['delivery', 'text'],
        ['body', 'text'],
        ['received_at', 'bigint'],
        ['state', 'text'],
      ],
    },
    watch_counter: {
      key: ['name'],
      columns: [
        ['name', 'text'],
        ['value', 'bigint'],
      ],
    },
  };

/** The tables of watches, see `migrations.ts`. */
export const watches: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, { columns, key }] of Object.entries(TABLES)) {
      let table = db.schema.createTable(name);
      for (const [column, type, optional] of columns)
        table = table.addColumn(column, type, (one) => (optional ? one : one.notNull()));
      await table.addPrimaryKeyConstraint(`${name}_key`, key as [never, ...never[]]).execute();
    }
    const index = (table: keyof WatchTables, name: string, ...columns: string[]) =>
      db.schema.createIndex(`${table}_by_${name}`).on(table).columns(columns);
    await index('watch', 'source', 'source_kind', 'source_key').execute();
    await index('watch', 'place', 'door', 'place').execute();
    await index('watch', 'owner', 'owner_id').execute();
    await index('watch', 'until', 'pause_until').execute();
    await index('watch_query', 'due', 'next_at').execute();
    // These hold all that is asked of what waits, so that a backlog of paused watches is passed over without its rows.
    const waiting = (name: string, ...columns: string[]) =>
      index('watch_notification', name, ...columns).where(isWaiting);
    await waiting('due', 'due_at', 'watch', 'kind', 'door', 'place').execute();
    await waiting('turn', 'door', 'place', 'critical desc', 'seq', 'watch', 'kind', 'due_at').execute();
    await index('watch_notification', 'time', 'state', 'at').execute();
    await index('watch_notification', 'watch', 'watch', 'subject', 'seq').execute();
    await index('watch_notification', 'batch', 'batch').execute();
    await index('watch_root', 'stale', 'stale_at').execute();
    await index('watch_hook', 'state', 'state', 'received_at').execute();
  },
};
