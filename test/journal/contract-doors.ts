import { expect, it } from 'vitest';
import type { DoorKind } from '../../src/journal/intent.ts';
import type { Scene } from './contract-recovery.ts';
import { expired, newIntent } from './places.ts';

/** That a process gets only what came in by the doors that it serves. Part of the contract; the lease is 1,000 ms. */
export function doorsContract(scene: () => Scene) {
  it('takes over only what came in by a door that is served, whatever else its origin says', async () => {
    const { open, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const by = (door: DoorKind) =>
      dead.record({ ...newIntent(), origin: { door, private: false, replyTo: { door: 'terminal' } } }, 'accepted');
    await by('command');
    const { entry } = await by('terminal');
    wait(1_000);
    expect(await heir.claimExpired(10, ['terminal'])).toMatchObject([{ reference: entry.reference }]);
    expect(await heir.claimExpired(10, ['home'])).toEqual([]);
    expect(await heir.claimExpired(10, ['home', 'command'])).toHaveLength(1);
  });

  it('takes over what an older version of the bot writes beside it', async () => {
    const { open, place, now, wait } = scene();
    const heir = await open('heir');
    const origin = '{"door":"form","team":"T1","channel":"C1","private":true,"seen":"etag"}';
    await place.meddle(
      `insert into journal (reference, key, operation, input, actor_id, actor_team, origin, state, accepted_at, event_seq, lease_owner, lease_until)
       values ('BH-OLDER', 'older', 'a.b.c', '{}', 'U1', 'T1', '${origin}', 'accepted', 1, 1, 'old', ${now()})`,
    );
    wait(1_000);
    expect(await heir.claimExpired(10, ['terminal'])).toEqual([]);
    expect(await heir.claimExpired(10, ['form'])).toMatchObject([
      { etag: 'etag', origin: { door: 'form', private: true, replyTo: { team: 'T1', channel: 'C1' } } },
    ]);
  });

  it('sees to approvals only of doors that are served', async () => {
    const { open, recorded, now, wait } = scene();
    const journal = await open('a');
    const reference = await recorded(journal);
    await journal.start(reference);
    const approval = { users: ['U7'], groups: [], needed: 1, askedIn: 'C2', expiresAt: now() + 60_000 };
    await journal.requestApproval(reference, approval);
    wait(60_000);
    expect(await journal.dueApprovals(['terminal'], expired)).toEqual({ expired: [], reminders: [], unasked: [] });
    expect((await journal.find(reference))?.state).toBe('awaiting_approval');
    expect((await journal.dueApprovals(['command'], expired)).expired).toMatchObject([{ reference }]);
  });
}
