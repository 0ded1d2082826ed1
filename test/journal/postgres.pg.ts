import { expect, it, vi } from 'vitest';
import { postgresPlace } from '../storage/postgres-place.ts';
import { journalContract } from './contract.ts';
import { DOORS, newIntent } from './places.ts';

journalContract('PostgreSQL', postgresPlace, 8);

it('reckons by the clock of PostgreSQL, however far apart those of the processes are', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const place = await postgresPlace();
  const hour = 60 * 60_000;
  const really = Date.now();
  const at = async <T>(time: number, work: () => Promise<T>): Promise<T> => {
    vi.setSystemTime(time);
    return work();
  };
  try {
    const { journal: ahead, drafts: aheadDrafts } = await place.openStores({ owner: 'ahead' });
    const { journal: behind, drafts: behindDrafts } = await place.openStores({ owner: 'behind' });
    const { entry } = await at(really - hour, () => behind.record(newIntent(), 'accepted', 'pmp.lead/17'));
    await at(really - hour, () => behind.start(entry.reference));
    await at(really - hour, () => behindDrafts.keep('form', '{}', hour / 2));
    expect(Math.abs(entry.acceptedAt - really)).toBeLessThan(hour / 2);
    // Its own clock says that the lease ran out long ago.
    expect(await at(really + hour, () => ahead.claimExpired(10, DOORS))).toEqual([]);
    expect(await at(really + hour, () => aheadDrafts.find('form'))).toBe('{}');
    const times = [await at(really + hour, () => ahead.now()), await at(really - hour, () => behind.now())];
    expect(Math.abs((times[0] ?? 0) - (times[1] ?? 0))).toBeLessThan(5_000);

    // A dead process whose clock was far ahead has left a lease like any other.
    const dead = await place.open({ owner: 'dead', leaseMs: 100 });
    const left = (await at(really + hour, () => dead.record(newIntent(), 'accepted'))).entry.reference;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await at(really - hour, () => behind.claimExpired(10, DOORS))).map(({ reference }) => reference)).toEqual([
      left,
    ]);
  } finally {
    vi.useRealTimers();
    await place.remove();
  }
});

it('lets a write that PostgreSQL refuses fail alone', async () => {
  const place = await postgresPlace();
  const journal = await place.open();
  const results = await Promise.allSettled(
    ['a', 'no \0 in text', 'b'].map((key) => journal.record(newIntent(key), 'accepted')),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await journal.verifyChain()).toMatchObject({ checked: 2, head: { seq: 2 } });
  await place.remove();
});
