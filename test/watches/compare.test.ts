import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordsRead } from '../../src/engine/reads.ts';
import type { VendorRecord } from '../../src/operations/records.ts';
import { compare, type Known, seenIn } from '../../src/watches/compare.ts';
import { changesSince, hashOf, readSnapshot, snapshotOf, writeSnapshot } from '../../src/watches/snapshot.ts';

const TYPE = { personal: ['title', 'Phone'], personalValues: ['phone'] };

type Shape = { id: number; name: string; status: string; phone: string };

const record = ({ id, name, status, phone }: Shape): VendorRecord => ({
  resource: 'test.thing',
  id: String(id),
  title: name,
  details: [],
  facts: { Status: status, Phone: phone },
  values: { status, phone },
  next: [],
});

const answer = (records: readonly VendorRecord[], unseen = { odd: 0, unread: 0 }): RecordsRead => ({
  count: records.length,
  at: (index) => records[index]!,
  unseen,
});

/** The table as the store keeps it, in memory. */
class Table {
  readonly rows = new Map<string, { hash: string; snapshot: string; missed: number }>();

  async *known(): AsyncGenerator<Known[]> {
    const all = [...this.rows].map(([id, { hash, missed }]) => ({ id, hash, missed }));
    for (let from = 0; from < all.length; from += 2) yield all.slice(from, from + 2);
  }

  put(one: VendorRecord): void {
    const snapshot = writeSnapshot(snapshotOf(one, TYPE));
    this.rows.set(one.id, { hash: hashOf(snapshot), snapshot, missed: 0 });
  }

  /** Compares, writes what differs, and returns the events in order. */
  async take(read: RecordsRead): Promise<{ event: 'new' | 'changed' | 'gone'; id: string; now?: VendorRecord }[]> {
    const isComplete = read.unseen.odd + read.unseen.unread === 0;
    const plan = await compare(this.known(), await seenIn(read, TYPE), { isComplete });
    for (const id of plan.missing) this.rows.get(id)!.missed = 1;
    for (const id of plan.back) this.rows.get(id)!.missed = 0;
    for (const id of plan.gone) this.rows.delete(id);
    const put = (index: number) => {
      this.put(read.at(index));
      return read.at(index);
    };
    return [
      ...plan.added.map((index) => ({ event: 'new' as const, id: read.at(index).id, now: put(index) })),
      ...plan.changed.map(({ id, index }) => ({ event: 'changed' as const, id, now: put(index) })),
      ...plan.gone.map((id) => ({ event: 'gone' as const, id })),
    ];
  }
}

const shape = fc.record({
  id: fc.integer({ min: 0, max: 7 }),
  name: fc.constantFrom('Ada', 'Grace'),
  status: fc.constantFrom('', 'New', 'Lost'),
  phone: fc.constantFrom('', '1', '2'),
});
const list = fc.uniqueArray(shape, { selector: ({ id }) => id, maxLength: 8 });

describe('comparing an answer with what is known', () => {
  it('gives events that lead from each list to the next one, whatever the lists are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 6 }), async (lists) => {
        const table = new Table();
        const replayed = new Map<string, VendorRecord>();
        for (const shapes of lists) {
          const records = shapes.map(record);
          // Whatever is missing is believed when it is missing twice, or a third time where everything is.
          for (let time = 0; time < 3; time++) {
            for (const { event, id, now } of await table.take(answer(records))) {
              expect(replayed.has(id)).toBe(event !== 'new');
              if (now) replayed.set(id, now);
              else replayed.delete(id);
            }
          }
          const byId = (all: Iterable<VendorRecord>) => [...all].sort((a, b) => Number(a.id) - Number(b.id));
          expect(byId(replayed.values())).toEqual(byId(records));
          expect(await table.take(answer(records))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never takes what an incomplete answer leaves out for gone, whatever was missing before', async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        list,
        fc.constantFrom({ odd: 1, unread: 0 }, { odd: 0, unread: 3 }),
        async (a, b, unseen) => {
          const table = new Table();
          await table.take(answer(a.map(record)));
          await table.take(answer(b.map(record)));
          const events = [];
          for (let time = 0; time < 4; time++) events.push(...(await table.take(answer(b.map(record), unseen))));
          expect(events.filter(({ event }) => event === 'gone')).toEqual([]);
          for (const { id } of a) expect(table.rows.has(String(id))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('forgives one answer without a record', async () => {
    const [one, two] = [1, 2].map((id) => record({ id, name: 'Ada', status: 'New', phone: '' })) as [
      VendorRecord,
      VendorRecord,
    ];
    const table = new Table();
    await table.take(answer([one, two]));
    for (let time = 0; time < 3; time++) {
      expect(await table.take(answer([one]))).toEqual([]);
      expect(await table.take(answer([one, two]))).toEqual([]);
    }
  });

  it('takes the first of two records with one id', async () => {
    const table = new Table();
    const twice = ['New', 'Lost'].map((status) => record({ id: 1, name: 'Ada', status, phone: '' }));
    expect((await table.take(answer(twice))).map(({ event }) => event)).toEqual(['new']);
    expect(await table.take(answer(twice))).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('keeps nothing personal, and still shows that something personal changed', () => {
    fc.assert(
      fc.property(shape, fc.string({ minLength: 4 }), (one, phone) => {
        const before = record({ ...one, name: 'Ada Lovelace', phone: '020 7946 0018' });
        const stored = writeSnapshot(snapshotOf(before, TYPE));
        expect(stored).not.toContain('7946');
        expect(stored).not.toContain('Lovelace');
        const changes = changesSince(readSnapshot(stored), record({ ...one, name: 'Ada Lovelace', phone }), TYPE);
        expect(changes).toEqual([{ label: 'Phone', now: phone, personal: true }]);
      }),
    );
  });

  it('says what changed of the rest, old and new', () => {
    const one = { id: 1, name: 'Ada', phone: '' };
    const before = snapshotOf(record({ ...one, status: 'New' }), TYPE);
    expect(changesSince(before, record({ ...one, status: 'Lost' }), TYPE)).toEqual([
      { label: 'Status', was: 'New', now: 'Lost', personal: false },
    ]);
  });
});

it('a list of 10,000 records is compared without stopping the event loop for long', async () => {
  const count = 10_000;
  const shapes = (status: string) => (id: number) => record({ id, name: `Somebody ${id}`, status, phone: `020 ${id}` });
  const table = new Table();
  for (let id = 0; id < count; id++) table.put(shapes('New')(id));
  // Processor time: what others on the machine do does not count.
  let longest = 0;
  let last = process.cpuUsage();
  let isOver = false;
  const look = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.cpuUsage();
    if (!isOver) setImmediate(look);
  };
  look();
  const read: RecordsRead = {
    count,
    at: (index) => shapes(index % 2 ? 'Lost' : 'New')(index),
    unseen: { odd: 0, unread: 0 },
  };
  async function* pages(): AsyncGenerator<Known[]> {
    const all = [...table.rows].map(([id, { hash, missed }]) => ({ id, hash, missed }));
    for (let from = 0; from < all.length; from += 500) yield all.slice(from, from + 500);
  }
  const plan = await compare(pages(), await seenIn(read, TYPE), { isComplete: true });
  isOver = true;
  expect(plan.changed).toHaveLength(count / 2);
  // Twenty are promised; the rest is for the garbage collector's threads, which count as well.
  expect(longest).toBeLessThan(60);
});
