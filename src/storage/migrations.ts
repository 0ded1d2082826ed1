import { type Kysely, type Migration, Migrator, PostgresAdapter, sql } from 'kysely';
import type { OpenLedger } from './ledger.ts';
import { isPruning, isUncommon, type Tables } from './schema.ts';
import { watches } from './watch-migration.ts';

const journal: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('journal')
      .addColumn('reference', 'text', (column) => column.primaryKey().notNull())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('input', 'text', (column) => column.notNull())
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('actor_team', 'text', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('subject', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addColumn('accepted_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until', 'bigint')
      .execute();
    const index = (name: string, ...columns: [string, ...string[]]) =>
      db.schema.createIndex(name).on('journal').columns(columns).where(sql.ref(columns[0]), 'is not', null).execute();
    await index('journal_due', 'lease_until');
    await index('journal_ended', 'ended_at');
    await index('journal_subject', 'subject', 'ended_at');
  },
};

const approvalUndoHistoryChain = (openLedger: OpenLedger): Migration => ({
  async up(db: Kysely<Tables>) {
    const texts = ['undoes', 'approval', 'votes', 'before', 'messages'] as const;
    for (const name of texts) await db.schema.alterTable('journal').addColumn(name, 'text').execute();
    await db.schema.alterTable('journal').addColumn('due_at', 'bigint').execute();
    await db.schema
      .alterTable('journal')
      .addColumn('event_seq', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    for (const name of ['vendor', 'resource'] as const) {
      await db.schema
        .alterTable('journal')
        .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
        .execute();
    }
    for (const { operation } of await db.selectFrom('journal').select('operation').distinct().execute()) {
      const [vendor = '', resource = ''] = operation.split('.');
      const relatives = { vendor, resource: `${vendor}.${resource}` };
      await db.updateTable('journal').set(relatives).where('operation', '=', operation).execute();
    }

    const index = (name: string, ...columns: [string, ...string[]]) =>
      db.schema.createIndex(`journal_${name}`).on('journal').columns(columns);
    for (const name of ['vendor', 'resource', 'operation', 'actor_id']) {
      await index(name, name, 'accepted_at', 'reference').execute();
    }
    await index('time', 'accepted_at', 'reference').execute();
    await index('uncommon', 'state', 'accepted_at', 'reference').where(isUncommon).execute();
    await index('approval_due', 'due_at').where(sql.ref('due_at'), 'is not', null).execute();
    await index('undoes', 'undoes').where(sql.ref('undoes'), 'is not', null).execute();

    await db.schema
      .createTable('journal_event')
      .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text')
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('journal_event_pruned').on('journal_event').column('seq').where(isPruning).execute();
    await db.schema
      .createTable('journal_chain')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.insertInto('journal_chain').values({ id: 1, seq: 0, hash: '' }).execute();
    await adopt(db, openLedger);
  },
});

const drafts: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable('journal_draft')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('draft', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('journal_draft_until').on('journal_draft').column('until').execute();
  },
};

const lines: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.alterTable('journal').addColumn('line', 'text').execute();
    await db.schema
      .alterTable('journal')
      .addColumn('place', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db
      .updateTable('journal')
      .set({ place: sql.ref('event_seq') })
      .execute();
    // Of what succeeded, reads are those that kept no card; they stand in no line.
    await sql`update journal set line = subject where not (state = 'succeeded' and outcome not like '%"card":%')`.execute(
      db,
    );
    await db.schema
      .createIndex('journal_line')
      .on('journal')
      .columns(['line', 'place'])
      .where(sql.ref('line'), 'is not', null)
      .execute();
  },
};

const attempts: Migration = {
  async up(db: Kysely<Tables>) {
    for (const name of ['claims', 'attempts'] as const) {
      await db.schema
        .alterTable('journal')
        .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable('journal').addColumn('undeliverable_at', 'bigint').execute();
    await db.schema
      .createIndex('journal_undeliverable')
      .on('journal')
      .columns(['undeliverable_at'])
      .where(sql.ref('undeliverable_at'), 'is not', null)
      .execute();
  },
};

const owedDrafts: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.alterTable('journal_draft').addColumn('lease_owner', 'text').execute();
    await db.schema.alterTable('journal_draft').addColumn('lease_until', 'bigint').execute();
    await db.schema
      .createIndex('journal_draft_due')
      .on('journal_draft')
      .column('lease_until')
      .where(sql.ref('lease_until'), 'is not', null)
      .execute();
  },
};

const door: Migration = {
  async up(db: Kysely<unknown>) {
    // SQLite adds no stored column to a table that is there, and PostgreSQL knows no other.
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
    const door = isPostgres
      ? sql`(origin::jsonb ->> 'door')`
      : sql`iif(json_valid(origin), json_extract(origin, '$.door'), null)`;
    await db.schema
      .alterTable('journal')
      .addColumn('door', 'text', (column) => {
        const computed = column.generatedAlwaysAs(door);
        return isPostgres ? computed.stored() : computed;
      })
      .execute();
  },
};

/**
 * All migrations, applied in the order of their names, each once. Never edit a released one: add another with the next
 * number, whichever part of the bot its tables belong to.
 */
export const migrationsWith = (openLedger: OpenLedger): Record<string, Migration> => ({
  '001-journal': journal,
  '002-approval-undo-history-chain': approvalUndoHistoryChain(openLedger),
  '003-drafts': drafts,
  '004-lines': lines,
  '005-attempts': attempts,
  '006-owed-drafts': owedDrafts,
  '007-door': door,
  '008-watches': watches,
});

/** Appends the rows from before there was a ledger, as they are found. */
async function adopt(db: Kysely<Tables>, openLedger: OpenLedger): Promise<void> {
  const ledger = await openLedger(db);
  const found = await db
    .selectFrom('journal')
    .select('reference')
    .orderBy('accepted_at')
    .orderBy('reference')
    .execute();
  for (const { reference } of found) {
    const row = await db
      .updateTable('journal')
      .set({ event_seq: ledger.nextSeq })
      .where('reference', '=', reference)
      .returningAll()
      .executeTakeFirstOrThrow();
    ledger.append(row, row.accepted_at);
  }
  await ledger.save(db);
}

/** Brings the tables up to date. Any number of processes may do so at once: one works, the others wait for it. */
export async function migrate(db: Kysely<Tables>, openLedger: OpenLedger): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsWith(openLedger) },
    migrationTableName: 'journal_migration',
    migrationLockTableName: 'journal_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
