import { config as readDotenv } from 'dotenv';
import { loadConfig } from '../src/config.ts';
import { openConfigured } from '../src/core.ts';
import type { Entry } from '../src/journal/intent.ts';
import type { HistoryPage, Journal } from '../src/journal/journal.ts';
import { csvLine } from './csv.ts';
import { journalPlace } from './journal-place.ts';

const COLUMNS = [
  'reference',
  'asked',
  'who',
  'team',
  'door',
  'operation',
  'subject',
  'state',
  'reason',
  'undeliverable',
  'undoes',
  'input',
];
const PAGE = 500;

const cellsOf = (entry: Entry): (string | undefined)[] => [
  entry.reference,
  new Date(entry.acceptedAt).toISOString(),
  entry.actor.id,
  entry.actor.team,
  entry.origin.door,
  entry.operation,
  entry.subject,
  entry.state,
  entry.outcome?.failure?.message,
  entry.undeliverableAt === undefined ? undefined : new Date(entry.undeliverableAt).toISOString(),
  entry.undoes,
  JSON.stringify(entry.input),
];

/** Writes every entry as a line. Returns how many there were. */
async function exportAll(journal: Journal): Promise<number> {
  let [count, before]: [number, string | undefined] = [0, undefined];
  do {
    const { entries, next }: HistoryPage = await journal.history({}, { limit: PAGE, ...(before ? { before } : {}) });
    for (const entry of entries) process.stdout.write(csvLine(cellsOf(entry)));
    count += entries.length;
    before = next;
  } while (before !== undefined);
  return count;
}

/**
 * Writes the whole history as CSV to standard output, newest first, and to standard error where it comes from. For
 * administrators: it holds every input.
 */
async function main(): Promise<void> {
  readDotenv({ quiet: true });
  const { where, exists, ...place } = journalPlace(loadConfig(process.env));
  process.stdout.write(csvLine(COLUMNS));
  if (!exists) {
    process.stderr.write(`${where}: there is no journal yet.\n`);
    return;
  }
  const { journal, close } = await openConfigured(place);
  const count = await exportAll(journal);
  await close();
  process.stderr.write(`${where}: ${count} ${count === 1 ? 'entry' : 'entries'}.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
