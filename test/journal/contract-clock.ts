import { expect, it } from 'vitest';
import type { Outcome } from '../../src/journal/intent.ts';
import type { Scene } from './contract-recovery.ts';
import { DOORS, expired, newIntent } from './places.ts';

const succeeded: Outcome = { state: 'succeeded', tookMs: 1 };
const referencesOf = (entries: { reference: string }[]) => entries.map(({ reference }) => reference);
const TEN_MINUTES = 10 * 60_000;

/** What holds although somebody sets the clock. Part of the contract; the lease is 1,000 ms. */
export function clockContract(scene: () => Scene) {
  it('takes over within a lease what a dead process left, although the clock was set back meanwhile', async () => {
    const { open, recorded, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const accepted = await recorded(dead);
    const running = await recorded(dead);
    await dead.start(running);
    const untold = await recorded(dead);
    await dead.finish(untold, succeeded);
    const unasked = (await dead.record(newIntent(), 'proposed')).entry.reference;
    wait(-TEN_MINUTES);
    expect(await heir.claimExpired(10, DOORS)).toEqual([]);
    wait(1_000);
    expect(referencesOf(await heir.claimExpired(10, DOORS))).toEqual([accepted, running, untold, unasked]);
  });

  it('leaves a living process its work when the clock is set back', async () => {
    const { open, recorded, wait } = scene();
    const [alive, other] = [await open('alive'), await open('other')];
    const reference = await recorded(alive);
    await alive.start(reference);
    alive.holdLease(reference);
    wait(-TEN_MINUTES);
    expect(await other.claimExpired(10, DOORS)).toEqual([]);
    for (let round = 0; round < 3; round++) {
      wait(900);
      await alive.renewLeases();
      expect(await other.claimExpired(10, DOORS)).toEqual([]);
    }
    expect(await alive.holds(reference)).toBe(true);
  });

  it('has approvers asked within a lease, although the clock was set back meanwhile', async () => {
    const { open, recorded, now, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const reference = await recorded(dead);
    await dead.start(reference);
    const approval = { users: ['U7'], groups: [], needed: 1, askedIn: 'C2', expiresAt: now() + TEN_MINUTES };
    await dead.requestApproval(reference, approval);
    wait(-TEN_MINUTES);
    expect((await heir.dueApprovals(DOORS, expired)).unasked).toEqual([]);
    wait(1_000);
    expect(referencesOf((await heir.dueApprovals(DOORS, expired)).unasked)).toEqual([reference]);
  });

  it('finds the newest attempt to take something back, although the clock was set back meanwhile', async () => {
    const { open, recorded, wait } = scene();
    const journal = await open('a');
    const undone = await recorded(journal);
    const undo = async () => (await journal.record({ ...newIntent(), undoes: undone }, 'accepted')).entry.reference;
    await undo();
    wait(-TEN_MINUTES);
    const newest = await undo();
    expect((await journal.lastUndoOf(undone))?.reference).toBe(newest);
  });
}
