import { expect, it } from 'vitest';
import { NotRecordedError } from '../../src/errors.ts';
import type { ApprovalRequest, Outcome, Vote } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { Deadline, withDeadline } from '../../src/storage/deadline.ts';
import type { Scene } from './contract-recovery.ts';
import { DOORS, denied, expired, newIntent } from './places.ts';

const succeeded: Outcome = { state: 'succeeded', tookMs: 1 };

/** What waits for people: confirmation, approval, a second thought. Part of the contract; the lease is 1,000 ms. */
export function approvalContract(scene: () => Scene) {
  const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
    users: ['U7'],
    groups: ['S1'],
    needed: 2,
    askedIn: 'C2',
    expiresAt: scene().now() + 60_000,
    ...more,
  });
  const yes = (id: string, team = 'T1'): Vote => ({ actor: { id, team }, approve: true, at: scene().now() });
  const no = (id: string, reason: string): Vote => ({ ...yes(id), approve: false, reason });

  async function held(journal: Journal, approval = request()): Promise<string> {
    const reference = await scene().recorded(journal);
    await journal.start(reference);
    expect(await journal.requestApproval(reference, approval)).toBe(true);
    return reference;
  }
  const asked = (journal: Journal, reference: string) =>
    journal.placeMessage(reference, 'approval', { channel: 'C2', ts: '7.7' });

  it('cancels a proposal once, for good', async () => {
    const { open, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const { reference } = (await a.record(newIntent(), 'proposed')).entry;
    const cancelled = await Promise.all([a.cancel(reference), b.cancel(reference)]);
    expect(cancelled.filter(Boolean)).toHaveLength(1);
    expect(await a.confirm(reference)).toBe(false);
    expect((await a.find(reference))?.state).toBe('cancelled');
    const { entries } = await b.history({ state: 'cancelled' }, { limit: 10 });
    expect(entries).toMatchObject([{ reference, state: 'cancelled' }]);
    expect((await b.summary()).states).toEqual({ cancelled: 1 });
    expect(await b.verifyChain()).not.toHaveProperty('broken');
    wait(10_000);
    expect(await b.claimExpired(10, DOORS)).toEqual([]);
    expect(await b.prune(scene().now())).toBe(1);
  });

  it('holds only what runs here, and then leaves it to the approvers however long they take', async () => {
    const { open, recorded, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await recorded(a);
    const approval = request({ expiresAt: scene().now() + 1_000_000 });
    expect(await b.requestApproval(reference, approval)).toBe(false);
    await a.start(reference);
    a.holdLease(reference);
    expect(await b.requestApproval(reference, approval)).toBe(false);
    expect(await a.requestApproval(reference, approval)).toBe(true);
    expect(await a.find(reference)).toMatchObject({ state: 'awaiting_approval', approval, votes: [] });
    expect(await a.finish(reference, succeeded)).toBe(false);
    wait(500_000);
    await a.renewLeases();
    expect(await b.claimExpired(10, DOORS)).toEqual([]);
    expect(await b.prune(scene().now())).toBe(0);
  });

  it('is asked of a read that was never started', async () => {
    const a = await scene().open('a');
    const reference = await scene().recorded(a);
    expect(await a.requestApproval(reference, request({ expiresAt: scene().now() + 1_000 }))).toBe(true);
    expect(await a.find(reference)).toMatchObject({ state: 'awaiting_approval' });
  });

  it('accepts with the last approval needed, and leaves starting it to that voter', async () => {
    const { open, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await held(a);
    expect(await b.vote(reference, yes('U7'), denied)).toMatchObject({
      result: 'counted',
      entry: { votes: [yes('U7')] },
    });
    expect(await a.vote(reference, no('U7', 'changed my mind'), denied)).toMatchObject({ result: 'already' });
    const accepted = await b.vote(reference, yes('U8'), denied);
    expect(accepted).toMatchObject({ result: 'accepted', entry: { state: 'accepted', votes: [{}, {}] } });
    expect(await a.vote(reference, yes('U9'), denied)).toMatchObject({
      result: 'over',
      entry: { votes: accepted.entry.votes },
    });
    expect(await a.start(reference)).toBe(false);
    wait(900);
    expect(await b.start(reference)).toBe(true);
    expect(await b.find(reference)).toEqual({ ...accepted.entry, state: 'running' });
  });

  it('is denied by one, and its person notified by somebody else if that voter does not', async () => {
    const { open, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await held(a);
    await a.vote(reference, yes('U7'), denied);
    expect((await a.vote(reference, no('U8', 'wrong customer'), denied)).result).toBe('denied');
    expect(await b.find(reference)).toMatchObject({ state: 'denied', outcome: denied });
    wait(1_000);
    expect(await b.claimExpired(10, DOORS)).toMatchObject([{ reference, outcome: denied }]);
  });

  it('takes one user id for one person, whatever team it comes with', async () => {
    const journal = await scene().open('a');
    const reference = await held(journal);
    await journal.vote(reference, yes('U7', 'T1'), denied);
    expect((await journal.vote(reference, yes('U7', 'T2'), denied)).result).toBe('already');
  });

  it('counts right when many press at once in two processes', async () => {
    const { open } = scene();
    const journals = [await open('a'), await open('b')];
    const reference = await held(journals[0]!, request({ needed: 8 }));
    const voters = Array.from({ length: 12 }, (_, index) => `U${index}`);
    const twice = [...voters, ...voters].map((id, index) => journals[index % 2]!.vote(reference, yes(id), denied));
    const results = (await Promise.all(twice)).map(({ result }) => result);
    expect(results.filter((result) => result === 'counted')).toHaveLength(7);
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    const { votes = [], state } = (await journals[1]!.find(reference)) ?? {};
    expect(new Set(votes.map(({ actor }) => actor.id)).size).toBe(8);
    expect([votes.length, state]).toEqual([8, 'accepted']);
  });

  it('lets an approval and a denial at once have one winner', async () => {
    const { open } = scene();
    const [a, b] = [await open('a'), await open('b')];
    for (let round = 0; round < 10; round++) {
      const reference = await held(a, request({ needed: 1 }));
      const voted = await Promise.all([
        a.vote(reference, yes('U7'), denied),
        b.vote(reference, no('U8', 'no'), denied),
      ]);
      const winner = voted.find(({ result }) => result !== 'over');
      expect(voted.filter(({ result }) => result === 'over')).toHaveLength(1);
      expect(await a.find(reference)).toEqual(winner?.entry);
    }
  });

  it('rejects a vote on what nobody was asked about', async () => {
    const journal = await scene().open('a');
    const reference = await scene().recorded(journal);
    await expect(journal.vote(reference, yes('U7'), denied)).rejects.toThrow(
      `Nobody was asked to approve ${reference}.`,
    );
  });

  it('does not count votes on an earlier request', async () => {
    const journal = await scene().open('a');
    const reference = await held(journal, request({ needed: 1 }));
    await journal.vote(reference, yes('U7'), denied);
    await journal.start(reference);
    await journal.requestApproval(reference, request());
    expect(await journal.vote(reference, yes('U7'), denied)).toMatchObject({
      result: 'counted',
      entry: { votes: [yes('U7')] },
    });
  });

  it('expires what nobody approved in time, once, and counts no vote after that', async () => {
    const { open, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await held(a);
    await asked(a, reference);
    const kept = await held(a, request({ expiresAt: scene().now() + 60_001 }));
    await asked(a, kept);
    wait(60_000);
    expect((await a.vote(reference, yes('U7'), denied)).result).toBe('over');
    const due = await Promise.all([a, b].map((journal) => journal.dueApprovals(DOORS, expired)));
    expect(due.flatMap(({ expired }) => expired)).toMatchObject([{ reference, state: 'expired', outcome: expired }]);
    expect((await a.find(kept))?.state).toBe('awaiting_approval');
    wait(1_000);
    expect((await b.claimExpired(10, DOORS)).map((entry) => entry.reference)).toEqual([reference]);
  });

  it('hands out a reminder once', async () => {
    const { open, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await held(a, request({ remindAt: scene().now() + 30_000 }));
    await asked(a, reference);
    wait(29_999);
    expect(await b.dueApprovals(DOORS, expired)).toEqual({ expired: [], reminders: [], unasked: [] });
    wait(1);
    const due = await Promise.all([a, b].map((journal) => journal.dueApprovals(DOORS, expired)));
    expect(due.flatMap(({ reminders }) => reminders)).toMatchObject([{ reference, state: 'awaiting_approval' }]);
    wait(29_999);
    expect((await a.dueApprovals(DOORS, expired)).reminders).toEqual([]);
  });

  it('has the approvers asked by somebody else when who requested it does not', async () => {
    const { open, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const reference = await held(dead, request({ remindAt: scene().now() + 500 }));
    wait(999);
    expect((await heir.dueApprovals(DOORS, expired)).unasked).toEqual([]);
    for (const ms of [1, 1_000]) {
      wait(ms);
      expect(await heir.dueApprovals(DOORS, expired)).toMatchObject({ unasked: [{ reference }], reminders: [] });
    }
    await asked(heir, reference);
    wait(1_000);
    expect(await heir.dueApprovals(DOORS, expired)).toMatchObject({ unasked: [], reminders: [{ reference }] });
  });

  it('keeps the record as it was before a write, while it runs here', async () => {
    const { open, recorded } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await recorded(a);
    const snapshot = { name: 'Acme', tags: ['old'] };
    expect(await a.keepSnapshot(reference, snapshot)).toBe('lost');
    await a.start(reference);
    expect(await b.keepSnapshot(reference, snapshot)).toBe('lost');
    expect(await a.keepSnapshot(reference, snapshot)).toBe('kept');
    await a.finish(reference, succeeded);
    expect(await a.keepSnapshot(reference, {})).toBe('lost');
    expect((await b.find(reference))?.before).toEqual(snapshot);
  });

  it('finds the newest intent that was to take another one back, also if it came to nothing', async () => {
    const { open, recorded, wait } = scene();
    const journal = await open('a');
    const undone = await recorded(journal);
    const undo = async () => (await journal.record({ ...newIntent(), undoes: undone }, 'accepted')).entry;
    const first = await undo();
    expect(await journal.lastUndoOf(undone)).toEqual(first);
    await journal.finish(first.reference, { state: 'failed', tookMs: 1 });
    expect(await journal.lastUndoOf(undone)).toMatchObject({ reference: first.reference, state: 'failed' });
    wait(1);
    const second = await undo();
    await journal.finish(second.reference, succeeded);
    expect(await journal.lastUndoOf(undone)).toMatchObject({ reference: second.reference, undoes: undone });
  });

  it('remembers where each message stands, also when they are placed at once', async () => {
    const { open, recorded } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await recorded(a);
    await Promise.all([
      a.placeMessage(reference, 'working', { channel: 'C1', ts: '1.1' }),
      b.placeMessage(reference, 'approval', { channel: 'C2', ts: '2.2' }),
      a.placeMessage(reference, 'result', { channel: 'C1', ts: '3.3' }),
    ]);
    await b.placeMessage(reference, 'result', { channel: 'C1', ts: '4.4' });
    expect((await a.find(reference))?.messages).toEqual({
      working: { channel: 'C1', ts: '1.1' },
      approval: { channel: 'C2', ts: '2.2' },
      result: { channel: 'C1', ts: '4.4' },
    });
  });

  it('resolves an unknown outcome once, and has its person notified', async () => {
    const { open, recorded, wait } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const reference = await recorded(a);
    expect(await a.resolve(reference, succeeded)).toBe(false);
    await a.finish(reference, { state: 'unknown', tookMs: 1 });
    await a.markNotified(reference, 'unknown');
    const resolved = await Promise.all([
      a.resolve(reference, succeeded, { id: 'U7', team: 'T1' }),
      b.resolve(reference, succeeded),
    ]);
    expect(resolved.filter(Boolean)).toHaveLength(1);
    wait(1_000);
    expect(await b.claimExpired(10, DOORS)).toMatchObject([{ reference, state: 'succeeded', outcome: succeeded }]);
  });

  it('resolves nothing for a person who was told that it was not recorded', async () => {
    const { open, recorded } = scene();
    const journal = await open('a');
    const reference = await recorded(journal);
    await journal.finish(reference, { state: 'unknown', tookMs: 1 });
    const deadline = new Deadline(60_000);
    deadline.end();
    const resolving = withDeadline(deadline, () => journal.resolve(reference, succeeded, { id: 'U7', team: 'T1' }));
    await expect(resolving).rejects.toBeInstanceOf(NotRecordedError);
    expect((await journal.find(reference))?.state).toBe('unknown');
  });
}
