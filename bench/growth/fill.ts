import type { Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Sql } from './sql.ts';

/** How many entries the others are copies of. */
const TEMPLATES = 20;
/** Between two entries, so that a million of them span eleven days. */
const APART_MS = 1_000;

const OPERATIONS = ['pmp.lead.search', 'pmp.lead.get', 'pmp.lead.add', 'jumptech.note.add', 'jframework.sms.get'];

const card = { headline: 'Lead 42 added', facts: { Company: 'Acme Ltd', Status: 'New', Phone: '01632 960001' } };

/** Goes through one intent as the engine does. Returns its reference. */
export async function live(
  journal: Journal,
  number: number | string,
  state: Outcome['state'] = 'succeeded',
  index = Number(number) || 0,
): Promise<string> {
  const operation = OPERATIONS[index % OPERATIONS.length]!;
  const isWrite = operation.endsWith('.add');
  const { entry } = await journal.record(
    {
      key: `bench:${number}`,
      operation,
      input: { key: 'acme', id: String(number) },
      actor: { id: `U${index % 50}`, team: 'T0BENCH' },
      origin: { door: 'command', private: false, replyTo: { team: 'T0BENCH', channel: 'C0BENCH' } },
    },
    'accepted',
    isWrite ? `${operation.split('.', 2).join('.')}/${number}` : undefined,
    isWrite ? 'write' : 'read',
  );
  const { reference } = entry;
  await journal.start(reference);
  const outcome: Outcome = { state, tookMs: 12, ...(isWrite && state === 'succeeded' ? { card } : {}) };
  await journal.finish(reference, outcome);
  await journal.placeMessage(reference, 'result', { channel: 'C0BENCH', ts: `1700000000.${index}` });
  await journal.markNotified(reference, state);
  return reference;
}

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** Copies a table's rows under new values; a column that has none is taken over as it is. */
async function copy(sql: Sql, table: string, from: string, values: Record<string, string>): Promise<void> {
  const columns = await sql.columns(table);
  const selected = columns.map((name) => (Object.hasOwn(values, name) ? `(${values[name]})` : `t."${name}"`));
  await sql.query(`insert into ${table} (${listed(columns)}) select ${selected.join(', ')} from ${from}`);
}

/**
 * Fills a new journal with so many finished intents: a few live through it, the rest are copies of them made in the
 * database. Their chain is as long as a true one, but does not verify.
 */
export async function fill(journal: Journal, sql: Sql, count: number): Promise<void> {
  for (let number = 1; number <= TEMPLATES; number += 1) {
    await live(journal, number, number === 7 ? 'refused' : 'succeeded');
  }
  const [head] = await sql.query('select seq from journal_chain');
  const first = Number(head?.seq);
  const perEntry = Math.round(first / TEMPLATES);
  await sql.query(
    'create table bench_template as select j.*, row_number() over (order by accepted_at, reference) - 1 as k from journal j',
  );
  await sql.query(
    'create table bench_event as select e.*, row_number() over (partition by reference order by seq) as nth from journal_event e',
  );
  const indexes = await sql.indexes();
  for (const { name } of indexes) await sql.query(`drop index "${name}"`);

  const numbered = `${sql.series(count - TEMPLATES)} n`;
  const since = `${Date.now() - count * APART_MS} + n.i * ${APART_MS}`;
  const lastEvent = `${first} + n.i * ${perEntry}`;
  await copy(sql, 'journal', `${numbered} join bench_template t on t.k = n.i % ${TEMPLATES}`, {
    reference: `'BH-BENCH' || n.i`,
    key: `'bench-copy:' || n.i`,
    accepted_at: since,
    ended_at: `case when t.ended_at is null then null else ${since} + 500 end`,
    subject: `case when t.subject is null then null else t.resource || '/c' || n.i end`,
    line: `case when t.line is null then null else t.resource || '/c' || n.i end`,
    event_seq: lastEvent,
    place: `${lastEvent} - ${perEntry - 1}`,
  });
  const events = `${numbered} join bench_template t0 on t0.k = n.i % ${TEMPLATES} join bench_event t on t.reference = t0.reference`;
  await copy(sql, 'journal_event', `${events} where t.nth <= ${perEntry}`, {
    seq: `${first} + (n.i - 1) * ${perEntry} + t.nth`,
    reference: `'BH-BENCH' || n.i`,
    at: since,
  });
  for (const statement of indexes) await sql.query(statement.sql);
  await sql.query(`update journal_chain set seq = (select max(seq) from journal_event)`);
  await sql.query('drop table bench_template');
  await sql.query('drop table bench_event');
  await sql.query(sql.engine === 'SQLite' ? 'pragma wal_checkpoint(truncate)' : 'vacuum analyze');
}
