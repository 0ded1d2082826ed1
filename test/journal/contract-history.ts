import { expect, it } from 'vitest';
import type { Outcome } from '../../src/journal/intent.ts';
import type { HistoryFilter, Journal } from '../../src/journal/journal.ts';
import type { Scene } from './contract-recovery.ts';
import { newIntent } from './places.ts';

const outcome: Outcome = { state: 'unknown', tookMs: 1 };

/** Looking back. Part of the contract. */
export function historyContract(scene: () => Scene) {
  const recordAs = async (journal: Journal, operation: string, actor = 'U1') => {
    scene().wait(1);
    const intent = { ...newIntent(), operation, actor: { id: actor, team: 'T1' } };
    return (await journal.record(intent, 'accepted', `${operation}/1`)).entry.reference;
  };
  const find = async (journal: Journal, filter: HistoryFilter) =>
    (await journal.history(filter, { limit: 10 })).entries.map(({ reference }) => reference);

  it('shows what was asked for, newest first, by each of its traits and by all at once', async () => {
    const journal = await scene().open('a');
    const start = scene().now();
    const search = await recordAs(journal, 'pmp.lead.search');
    const get = await recordAs(journal, 'pmp.lead.get', 'U2');
    const ticket = await recordAs(journal, 'pmp.lead-source.get');
    const note = await recordAs(journal, 'jumptech.note.add', 'U2');
    await journal.finish(ticket, outcome);
    await journal.start(note);
    const all = [note, ticket, get, search];
    const expected: [HistoryFilter, string[]][] = [
      [{}, all],
      [{ actor: 'U2' }, [note, get]],
      [{ operation: 'pmp.lead.get' }, [get]],
      [{ operation: 'pmp.lead.*' }, [get, search]],
      [{ operation: 'pmp.*' }, [ticket, get, search]],
      [{ operation: 'pmp.l*' }, []],
      [{ vendor: 'jumptech' }, [note]],
      [{ state: 'accepted' }, [get, search]],
      [{ state: 'running' }, [note]],
      [{ state: 'unknown' }, [ticket]],
      [{ state: 'succeeded' }, []],
      [{ subject: 'jumptech.note.add/1' }, [note]],
      [{ since: start + 2 }, [note, ticket, get]],
      [{ until: start + 2 }, [search]],
      [{ vendor: 'pmp', actor: 'U1', state: 'unknown', since: start, until: start + 9 }, [ticket]],
    ];
    for (const [filter, references] of expected)
      expect(await find(journal, filter), JSON.stringify(filter)).toEqual(references);
  });

  it('gives whole entries', async () => {
    const journal = await scene().open('a');
    const reference = await recordAs(journal, 'pmp.lead.add');
    await journal.start(reference);
    await journal.keepSnapshot(reference, { name: 'Acme' });
    await journal.finish(reference, outcome);
    expect((await journal.history({}, { limit: 1 })).entries).toEqual([await journal.find(reference)]);
  });

  it('leaves nothing out between pages and shows nothing twice, while others come and go', async () => {
    const { open, recorded, wait } = scene();
    const journal = await open('a');
    const old: string[] = [];
    for (let at = 0; at < 5; at++) {
      old.push(...(await Promise.all([recorded(journal), recorded(journal), recorded(journal)])));
      wait(1);
    }
    const read: string[] = [];
    for (let before: string | undefined = ''; before !== undefined; ) {
      const page = await journal.history({ actor: 'U1' }, { limit: 4, ...(before && { before }) });
      read.push(...page.entries.map(({ reference }) => reference));
      before = page.next;
      await recorded(journal);
    }
    expect(read).toHaveLength(15);
    expect(read.toSorted()).toEqual(old.sort());
  });

  it('says when there is no further page', async () => {
    const { open, recorded } = scene();
    const journal = await open('a');
    expect(await journal.history({}, { limit: 2 })).toEqual({ entries: [] });
    await recorded(journal);
    await recorded(journal);
    expect(await journal.history({}, { limit: 2 })).not.toHaveProperty('next');
    expect((await journal.history({}, { limit: 1 })).next).toBeDefined();
  });

  it('rejects a page that begins nowhere', async () => {
    const journal = await scene().open('a');
    await expect(journal.history({}, { limit: 2, before: 'the beginning' })).rejects.toThrow(/not a place/);
  });

  it('sums up what is in which state, and what is owed the longest', async () => {
    const { open, recorded, wait } = scene();
    const journal = await open('a');
    expect(await journal.summary()).toEqual({ states: {} });
    const [notified, oldest] = [await recorded(journal), await recorded(journal)];
    wait(1);
    await recorded(journal);
    await journal.finish(notified, outcome);
    await journal.markNotified(notified, 'unknown');
    const { states, oldestUnsettled } = await journal.summary();
    expect(states).toEqual({ accepted: 2, unknown: 1 });
    expect(oldestUnsettled?.reference).toBe(oldest);
  });
}
