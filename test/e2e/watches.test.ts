import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raise, type Stage } from '../support/stage.ts';

const MINUTE = 60_000;

describe('a watch in a channel', () => {
  let stage: Stage;
  let ahead = 0;
  beforeAll(async () => {
    stage = await raise({ bot: { now: () => Date.now() + ahead, watchSweepMs: 50 } });
  });
  afterEach(() => stage.vendor('pmp').reset());
  afterAll(() => stage.close());
  const editor = () => stage.vendor('pmp').editor;
  /** The vendor has answered since a moment of the bot's clock. */
  async function answeredSince(since: number): Promise<void> {
    const { storage } = await stage.storesOf(`looks at ${since}`);
    for (let looks = 0; looks < 400; looks++) {
      const query = await storage.db.selectFrom('watch_query').select('last_answer_at').executeTakeFirst();
      if ((query?.last_answer_at ?? 0) >= since) return;
      await wait(20);
    }
    throw new Error('The vendor was not asked.');
  }

  it('says what changed at the vendor, once, also across a restart', async () => {
    const began = Date.now();
    await stage.type('/ops watch pmp leads every=1m');
    await stage.sees(/Watching .*Leads in PMP CRM/);
    await answeredSince(began);
    editor().change('leads', '300', { company: 'Elsewhere Ltd' });
    stage.mark();
    ahead += 2 * MINUTE;
    await stage.sees('Elsewhere Ltd');
    await stage.restartBot();
    editor().change('leads', '299', { company: 'Nowhere Ltd' });
    stage.mark();
    ahead += 2 * MINUTE;
    await stage.sees('Nowhere Ltd');
    expect(
      stage
        .transcript()
        .split('---')
        .filter((message) => message.includes('Elsewhere Ltd')),
    ).toHaveLength(1);
  });

  it('says nothing of what was done from its own channel', async () => {
    await stage.type('/pmp lead update 298 status=5');
    await stage.sees(/Lead|updated/);
    const { storage } = await stage.storesOf('looks at the outbox');
    ahead += 2 * MINUTE;
    await answeredSince(Date.now() + ahead - 1_000);
    const owed = () =>
      storage.db
        .selectFrom('watch_notification')
        .select(['subject'])
        .where('subject', 'in', ['pmp.lead/298', 'pmp.lead/297'])
        .execute();
    editor().change('leads', '297', { company: 'Somewhere Ltd' });
    ahead += 2 * MINUTE;
    await stage.sees('Somewhere Ltd');
    expect((await owed()).map(({ subject }) => subject)).toEqual(['pmp.lead/297']);
  });
});
