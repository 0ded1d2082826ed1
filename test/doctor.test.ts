import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnose } from '../scripts/diagnosis.ts';
import { openStores } from '../src/stores.ts';
import { vendors } from '../src/vendors/index.ts';
import { newIntent, type Place, sqlitePlace } from './journal/places.ts';
import { lead, outboxWorld } from './watches/outbox-world.ts';

const SECRET = 'hush-hush';
// The built script; `npm test` builds it first.
const doctor = join(import.meta.dirname, '../dist/scripts/doctor.js');

describe('the doctor', () => {
  let place: Place;
  let environment: Record<string, string>;

  beforeEach(async () => {
    place = await sqlitePlace();
    environment = {
      DATA_DIR: place.where.dataDir,
      SLACK_BOT_TOKEN: `xoxb-${SECRET}`,
      SLACK_SIGNING_SECRET: SECRET,
      JUMPTECH_BASE_URL: 'https://api.example.com',
      JUMPTECH_API_KEY: SECRET,
      PMP_BASE_URL: 'https://pmp.example.com',
      PMP_AUTH_TOKEN: SECRET,
    };
  });
  afterEach(() => place.remove());

  async function examine(more: Record<string, string> = {}) {
    const { lines, isWell } = await diagnose({ ...environment, ...more });
    const text = lines.join('\n').replaceAll(place.where.dataDir, 'DATA');
    expect(text).not.toContain(SECRET);
    return { text, isWell };
  }

  async function lived(): Promise<string> {
    const journal = await place.open({ now: () => Date.UTC(2026, 0, 2) });
    const { reference } = (await journal.record(newIntent(), 'accepted')).entry;
    await journal.finish(reference, { state: 'succeeded', tookMs: 1 });
    await journal.markNotified(reference, 'succeeded');
    return (await journal.record(newIntent(), 'accepted')).entry.reference;
  }

  it('says what is on, what is on record, and what no program can find out', async () => {
    const waiting = await lived();
    const { text, isWell } = await examine();
    expect(isWell).toBe(true);
    const others = vendors.filter(({ id }) => !['jumptech', 'pmp'].includes(id)).map(({ name }) => name);
    expect(
      text
        .replace(waiting, 'BH-WAITS')
        .replace(/[0-9a-f]{64}/, 'HASH')
        .replace(others.join(', '), 'all others'),
    ).toMatchInlineSnapshot(`
      "Configuration: ok
      Slack: HTTP
      Policy: the built-in one
      Vendors on: Jumptech, PMP CRM
      Vendors off: all others
      Journal: SQLite in DATA/journal.sqlite
      Entries: 1 accepted, 1 succeeded
      Oldest unsettled: BH-WAITS (accepted), from 2026-01-02T00:00:00.000Z. A running bot settles it by itself.
      Chain: ok, 3 changes checked; number 3 is HASH
      Jumptech: the JSON of a note is an assumption. Add one and look whether it appears; if not, set JUMPTECH_NOTE_ADD_BODY and JUMPTECH_NOTE_UPDATE_BODY to what Jumptech tells you.
      PMP: taken for version 1 of its REST module (1: up to 2.0.3; 3: from 2.0.8 on). The administrator of the CRM finds the version under Setup, Modules; a new customer answered with a "record_id" means 3.0.3 or later. From 2.0.8 on an update deletes attachments of leads, by 3.0.3 also those of projects and tickets: set PMP_API_VERSION=3 there."
    `);
  });

  it('finds nothing wrong before the first start, and makes nothing', async () => {
    const { text, isWell } = await examine({ DATA_DIR: join(place.where.dataDir, 'none') });
    expect(isWell).toBe(true);
    expect(text).toContain('Journal: SQLite in DATA/none/journal.sqlite, which the first start will make');
    expect((await examine({ DATA_DIR: join(place.where.dataDir, 'none') })).text).toBe(text);
  });

  it('knows the sandbox, and keeps quiet about note bodies that were set', async () => {
    const { text, isWell } = await examine({
      SLACK_BOT_TOKEN: '',
      SLACK_SIGNING_SECRET: '',
      JUMPTECH_NOTE_ADD_BODY: '{"text":"{{text}}"}',
      JUMPTECH_NOTE_UPDATE_BODY: '{"id":"{{noteId}}","text":"{{text}}"}',
    });
    expect(isWell).toBe(true);
    expect(text).toContain('Slack: not set, so that the sandbox opens');
    expect(text).not.toContain('assumption');
  });

  it('lists what is wrong with the configuration', async () => {
    const { text, isWell } = await examine({ PORT: 'many', PMP_AUTH_TOKEN: '' });
    expect(isWell).toBe(false);
    expect(text).toMatch(/^The configuration has 2 problems:\n.*PORT .*\n.*PMP_AUTH_TOKEN is missing$/);
  });

  it('reads the policy as the bot would', async () => {
    const POLICY_FILE = join(place.where.dataDir, 'policy.yml');
    expect(await examine({ POLICY_FILE })).toEqual({
      text: 'POLICY_FILE names DATA/policy.yml, which cannot be read.',
      isWell: false,
    });
    writeFileSync(POLICY_FILE, 'default: perhaps\n');
    const { text, isWell } = await examine({ POLICY_FILE });
    expect([text, isWell]).toEqual([expect.stringContaining('policy.yml:1'), false]);
  });

  it('says where the chain is broken', async () => {
    const reference = await lived();
    await place.meddle(`update journal set actor_id = 'U2' where reference = '${reference}'`);
    const { text, isWell } = await examine();
    expect(isWell).toBe(false);
    expect(text).toContain(`Chain: BROKEN at change 3, ${reference}. The entry was changed.`);
  });

  it('looks at the journal of the sandbox where nothing of Slack is set and there is no other', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'bellhop-doctor-'));
    try {
      const sandbox = await openStores({ dataDir: join(parent, 'sandbox') });
      await sandbox.journal.record(newIntent(), 'accepted');
      await sandbox.close();
      const { lines } = await diagnose({ DATA_DIR: parent });
      expect(lines.join('\n')).toContain(`Journal: SQLite in ${parent}/sandbox/journal.sqlite, of the sandbox`);
      expect(lines.join('\n')).toContain('Entries: 1 accepted');
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });

  it('says what to do when the journal cannot be opened', async () => {
    writeFileSync(join(place.where.dataDir, 'journal.sqlite'), 'Dear diary, '.repeat(100));
    const { text, isWell } = await examine();
    expect(isWell).toBe(false);
    expect(text).toContain('DATA/journal.sqlite is not a SQLite database.');
    const unreachable = await examine({ DATABASE_URL: `postgres://bellhop:${SECRET}@127.0.0.1:1/bellhop` });
    expect(unreachable.text).toContain('PostgreSQL at 127.0.0.1:1/bellhop cannot be used.');
  });

  it('names the hooks and what waits of them, and no secret', async () => {
    const { hooks } = await place.openStores({ now: () => Date.UTC(2026, 0, 2) });
    await hooks.keep({ hook: 'deploys', delivery: 'id:1', mac: '1', body: '{}' });
    const { text } = await examine({
      HOOK_DEPLOYS_SECRET: `${SECRET}-${SECRET}`,
      HOOK_CRM_SECRET: `${SECRET}-${SECRET},${SECRET}-and-${SECRET}`,
      HOOK_CRM_KIND: 'pmp',
    });
    expect(text.split('\n').filter((line) => line.startsWith('Webhook'))).toEqual([
      'Webhook: POST /hooks/deploys, from anybody who can sign',
      'Webhook: POST /hooks/crm, from PMP CRM; two secrets are good: remove the old one once no sender has it',
      'Webhooks: 1 wait to be worked on, the oldest from 2026-01-02T00:00:00.000Z. A running bot does so by itself.',
    ]);
  });

  it('says how watches are doing, and since when notifications wait', async () => {
    const world = await outboxWorld(place);
    await world.watch('W-1');
    await world.watch('W-2', {}, { state: 'paused', pause: { reason: 'place', why: 'It is archived.' } });
    await world.owe('W-1', [lead(1), lead(2)]);
    await world.close();
    const { text } = await examine();
    expect(text).toContain('Watches: 1 active; paused: 1 because their channel takes no messages\n');
    expect(text).toContain('Notifications: 2 due and not yet posted, the oldest since 2026-11-25T10:00:00.000Z.');
  });

  it('ends with code 1 when something is wrong, and with 0 when all is well', () => {
    const run = (more: Record<string, string> = {}) =>
      spawnSync(process.execPath, [doctor], {
        // A developer's own .env lies elsewhere.
        cwd: place.where.dataDir,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...environment, ...more },
      });
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringMatching(/All is well\.\n$/) });
    expect(run({ PORT: 'many' })).toMatchObject({ status: 1, stdout: expect.stringMatching(/Something is wrong/) });
  });
});
