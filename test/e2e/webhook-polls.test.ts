import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../src/stores.ts';
import { putQuery, putWatch } from '../../src/watches/store.ts';
import type { Watch, WatchSource } from '../../src/watches/watch.ts';
import { sendHook } from '../support/hook-sender.ts';
import { raise, type Stage } from '../support/stage.ts';

const SECRET = 'hush-the-secret-of-pmp';
/** No poll comes by itself while a test runs. */
const EVERY_MS = 60 * 60_000;

let stage: Stage;
let stores: Stores;
beforeEach(async () => {
  const environment = { HOOK_CRM_SECRET: SECRET, HOOK_CRM_KIND: 'pmp' };
  stage = await raise({ environment, bot: { sweepMs: 200 } });
  stores = await stage.storesOf('test');
});
afterEach(() => stage.close());

async function watch(id: string, source: WatchSource): Promise<void> {
  const { workspace } = stage.slack;
  const settings: Watch['settings'] = {
    ...{ events: ['changed', 'happened'], filters: [], fields: [], mode: 'message', zone: 'UTC', muted: [] },
    ...{ everyMs: EVERY_MS, personal: false },
  };
  const place = { team: 'T0BELLHOP01', channel: workspace.channel('#operations')!.id };
  const made: Watch = {
    ...{ id, source, settings, state: 'active', createdAt: 0 },
    owner: { id: workspace.person('ada')!.id, team: place.team },
    place: { door: 'slack', address: JSON.stringify(place) },
  };
  await stores.storage.write(async (work) => {
    await putWatch(work, made);
    await putQuery(work, made, true);
  });
}

const answeredAt = async () =>
  (await stores.storage.db.selectFrom('watch_query').select('last_answer_at').executeTakeFirst())?.last_answer_at ?? 0;

it('a webhook of a vendor is said, and its record polled at once; a change that none named is found by reconciling', async () => {
  await watch('W-TICKETS', { kind: 'records', operation: 'pmp.ticket.list', input: {} });
  await watch('W-HOOK', { kind: 'webhook', name: 'crm' });
  await expect.poll(answeredAt, { timeout: 8_000 }).toBeGreaterThan(0);
  const { editor } = stage.vendor('pmp');
  const page = editor.list('tickets', '');
  if (!page) throw new Error('PMP has tickets.');
  const [named, unnamed] = page.records;

  stage.mark();
  editor.change('tickets', named!.id, { subject: 'Charger hums since Monday' });
  const body = JSON.stringify({
    event: 'ticket_updated',
    timestamp: 1,
    data: { ticketid: named!.id, subject: 'Charger hums since Monday' },
  });
  const header = 'X-Perfex-Signature';
  expect(await sendHook(stage.bot.port, 'crm', { secret: SECRET, body, header })).toMatchObject({ status: 202 });
  await stage.sees('Ticket updated: Charger hums since Monday');
  await stage.sees(/Charger hums since Monday[\s\S]*(→|->)/);
  expect(stage.logged()).not.toContain('found by reconciling');

  stage.mark();
  editor.change('tickets', unnamed!.id, { subject: 'Nobody announced this' });
  await stores.storage.write(
    async ({ db }) => void (await db.updateTable('watch_query').set({ next_at: 0 }).execute()),
  );
  await stage.sees('Nobody announced this');
  expect(stage.logged()).toContain('"found by reconciling"');
  expect(stage.logged()).not.toContain('Nobody announced');
}, 30_000);
