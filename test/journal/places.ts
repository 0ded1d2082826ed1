import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DoorKind, Intent } from '../../src/journal/intent.ts';
import type { Journal, OutcomeIn } from '../../src/journal/journal.ts';
import type { StorageOptions } from '../../src/storage/open.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { openStores, type Stores } from '../../src/stores.ts';

/** One empty database, and the processes that work on it. */
export interface Place {
  where: { dataDir: string; databaseUrl?: string };
  openStores(options?: Omit<StorageOptions, 'dataDir' | 'databaseUrl'>): Promise<Stores>;
  /** The journal alone. */
  open(options?: Omit<StorageOptions, 'dataDir' | 'databaseUrl'>): Promise<Journal>;
  /** Does to the database what only somebody with a grudge or a database browser would. */
  meddle(...statements: string[]): Promise<void>;
  remove(): Promise<void>;
}

/** Tracks what was opened so that everything is closed before the database goes away. */
export function placeAt(
  where: Place['where'],
  { meddle, drop }: { meddle(statement: string): void | Promise<void>; drop(): void | Promise<void> },
): Place {
  const opened: Stores[] = [];
  const open = async (options: Omit<StorageOptions, 'dataDir' | 'databaseUrl'> = {}) => {
    const stores = await openStores({ ...where, ...options });
    opened.push(stores);
    return stores;
  };
  return {
    where,
    openStores: open,
    open: async (options) => (await open(options)).journal,
    async meddle(...statements) {
      for (const statement of statements) await meddle(statement);
    },
    async remove() {
      await Promise.all(opened.map(({ close }) => close()));
      await drop();
    },
  };
}

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'journal-'));

export async function sqlitePlace(): Promise<Place> {
  const dataDir = tempFolder();
  return placeAt(
    { dataDir },
    {
      async meddle(statement) {
        const { database } = await openSqliteFile(dataDir);
        database.exec(statement);
        database.close();
      },
      drop: () => rmSync(dataDir, { recursive: true, force: true }),
    },
  );
}

/** The doors that the processes of these tests serve, unless a test says otherwise. */
export const DOORS: readonly DoorKind[] = ['command', 'terminal'];

let intents = 0;

/** An intent nobody has made before, unless told its key. */
export const newIntent = (key = `intent-${intents++}`): Intent => ({
  key,
  operation: 'jumptech.note.add',
  input: { project: '7d733b90', text: 'Customer rang 📞 "wants" a morning slot', urgent: false, tags: ['a', 'b'] },
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'command', private: false, replyTo: { channel: 'C1' } },
});

const failure = { kind: 'denied' as const, message: 'No, and that is that' };
export const denied: OutcomeIn<'denied'> = { state: 'denied', failure, tookMs: 0 };
export const expired: OutcomeIn<'expired'> = { state: 'expired', failure, tookMs: 0 };
