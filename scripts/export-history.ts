import { config as readDotenv } from 'dotenv';
import { loadConfig } from '../src/config.ts';
import type { Entry } from '../src/intent.ts';
import { openJournal } from '../src/journal/open.ts';
import { csvLine } from './csv.ts';

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

/** Writes the whole history as CSV to standard output, newest first. For administrators: it holds every input. */
readDotenv({ quiet: true });
const { databaseUrl, dataDir } = loadConfig(process.env);
const journal = await openJournal({ ...(databaseUrl ? { databaseUrl } : {}), dataDir });
process.stdout.write(csvLine(COLUMNS));
let before: string | undefined;
do {
  const { entries, next } = await journal.history({}, { limit: PAGE, ...(before ? { before } : {}) });
  for (const entry of entries) process.stdout.write(csvLine(cellsOf(entry)));
  before = next;
} while (before !== undefined);
await journal.close();
