import { type Kysely, type Migration, Migrator, sql } from 'kysely';

/** Applied in the order of their names, each once. Never edit one that was released: add another. */
const migrations: Record<string, Migration> = {
  '001-journal': {
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
  },
};

/** Brings the tables up to date. Any number of processes may do so at once: one works, the others wait for it. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'journal_migration',
    migrationLockTableName: 'journal_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
