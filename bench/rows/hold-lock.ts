import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';

/** The other program: takes the write lock of the journal in a folder, says so, and holds it for a while. */
const [dataDir = '', ms = '0'] = process.argv.slice(2);
const { database } = await openSqliteFile(dataDir);
database.exec('begin immediate');
process.stdout.write('locked\n');
await pause(Number(ms));
database.exec('rollback');
database.close();
