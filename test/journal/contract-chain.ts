import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Scene } from './contract-recovery.ts';
import { DOORS, denied, expired, newIntent } from './places.ts';

const succeeded: Outcome = { state: 'succeeded', card: { headline: 'Note added' }, tookMs: 1 };

/** That tampering shows. Part of the contract. */
export function chainContract(scene: () => Scene) {
  /** BH-DONE, BH-HELD and BH-RUNS, one after the other; seven events. Their names make the statements below readable. */
  async function lived(journal: Journal): Promise<Record<'DONE' | 'HELD' | 'RUNS', string>> {
    const { recorded, now, wait } = scene();
    const DONE = await recorded(journal);
    await journal.start(DONE);
    await journal.finish(DONE, succeeded);
    await journal.markNotified(DONE, 'succeeded');
    wait(1);
    const HELD = await recorded(journal);
    await journal.start(HELD);
    await journal.requestApproval(HELD, {
      users: ['U7'],
      groups: [],
      needed: 2,
      askedIn: 'C2',
      expiresAt: now() + 60_000,
    });
    await journal.vote(HELD, { actor: { id: 'U7', team: 'T1' }, approve: true, at: now() }, denied);
    const RUNS = await recorded(journal);
    await journal.start(RUNS);
    return { DONE, HELD, RUNS };
  }

  const change = (what: string, name: string) => `update journal set ${what} where reference = '${name}'`;
  const forge = [
    'insert into journal (reference, key, operation, input, actor_id, actor_team, origin, state, accepted_at, event_seq)',
    "values ('BH-FORGED', 'forged', 'a.b.c', '{}', 'U1', 'T1', '{}', 'succeeded', 1, 3)",
  ].join(' ');
  const tamperings: [string, string[], { entry?: string; why: RegExp }][] = [
    ['an input', [change("input = '{}'", 'DONE')], { entry: 'DONE', why: /The entry was changed/ }],
    [
      'an outcome',
      [change("outcome = replace(outcome, 'added', 'kept')", 'DONE')],
      { entry: 'DONE', why: /was changed/ },
    ],
    ['a state', [change("state = 'failed'", 'DONE')], { entry: 'DONE', why: /changed from "succeeded"/ }],
    ['who asked', [change("actor_id = 'U2'", 'RUNS')], { entry: 'RUNS', why: /was changed/ }],
    [
      'who may approve',
      [change("approval = replace(approval, 'U7', 'U1')", 'HELD')],
      { entry: 'HELD', why: /was changed/ },
    ],
    ['a vote', [change("votes = replace(votes, 'true', 'false')", 'HELD')], { entry: 'HELD', why: /was changed/ }],
    ['the time it ended', [change('ended_at = 1', 'DONE')], { entry: 'DONE', why: /was changed/ }],
    ['what keeps it from being seen', [change("vendor = 'none'", 'DONE')], { entry: 'DONE', why: /was changed/ }],
    [
      'an entry, by setting it back',
      [change("state = 'accepted', event_seq = 8", 'RUNS')],
      { entry: 'RUNS', why: /set back/ },
    ],
    ['an entry, by another name', [change("reference = 'BH-OTHER'", 'RUNS')], { entry: 'RUNS', why: /missing/ }],
    ['an entry, by making one', [forge], { why: /not made by the journal/ }],
    [
      'an entry that ended, by deleting it',
      ["delete from journal where reference = 'DONE'"],
      { entry: 'DONE', why: /missing/ },
    ],
    [
      'one under way, by deleting it',
      ["delete from journal where reference = 'RUNS'"],
      { entry: 'RUNS', why: /missing/ },
    ],
    [
      'an event',
      ["update journal_event set actor = 'T1/U8' where seq = 7"],
      { entry: 'HELD', why: /event was changed/ },
    ],
    ['the first event, by deleting it', ['delete from journal_event where seq = 1'], { entry: 'DONE', why: /missing/ }],
    [
      'an event between, by deleting it',
      ['delete from journal_event where seq = 5'],
      { entry: 'HELD', why: /missing/ },
    ],
    [
      'the newest event, by deleting it',
      ['delete from journal_event where seq = 9'],
      { why: /newest events are missing/ },
    ],
    [
      'an entry, by deleting it with all it left',
      ["delete from journal where reference = 'RUNS'", 'delete from journal_event where seq > 7'],
      { why: /newest events are missing/ },
    ],
    [
      'the order of events',
      [3, 6, -3].map((seq, at) => `update journal_event set seq = ${[-3, 3, 6][at]} where seq = ${seq}`),
      { entry: 'HELD', why: /event was changed/ },
    ],
    ['the end of the chain', ["update journal_chain set hash = 'x'"], { why: /end of the chain was changed/ }],
    ['all of it, by emptying the chain', ['delete from journal_event'], { why: /newest events are missing/ }],
  ];

  it.each(tamperings)('notices who changes %s', async (_, statements, { entry, why }) => {
    const { open, place } = scene();
    const journal = await open('a');
    const references = await lived(journal);
    expect(await journal.verifyChain()).toMatchObject({ checked: 9, head: { seq: 9 } });
    const named = (text: string) =>
      text.replace(/'(DONE|HELD|RUNS)'/g, (_, name: keyof typeof references) => `'${references[name]}'`);
    await place.meddle(...statements.map(named));
    const { broken } = await journal.verifyChain();
    expect(broken?.why).toMatch(why);
    if (entry) expect(broken?.reference).toBe(references[entry as keyof typeof references]);
  });

  it('finds nothing wrong with what the journal does itself', async () => {
    const { open, wait, recorded } = scene();
    const journal = await open('a');
    expect(await journal.verifyChain()).toEqual({ checked: 0, head: { seq: 0, hash: '' } });
    const { HELD, RUNS } = await lived(journal);
    await journal.placeMessage(RUNS, 'working', { channel: 'C1', ts: '1.1' });
    await journal.keepSnapshot(RUNS, { name: 'Acme' });
    await journal.finish(RUNS, { state: 'unknown', tookMs: 1 });
    await journal.resolve(RUNS, succeeded);
    const cancelled = (await journal.record(newIntent(), 'proposed')).entry.reference;
    await journal.cancel(cancelled);
    await recorded(journal);
    wait(60_000);
    await journal.dueApprovals(DOORS, expired);
    await journal.claimExpired(10, DOORS);
    await journal.renewLeases();
    expect((await journal.find(HELD))?.state).toBe('expired');
    const report = await journal.verifyChain();
    expect(report).toEqual({ checked: 16, head: { seq: 16, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  });

  it('stays whole through pruning, and goes on noticing', async () => {
    const { open, place, now, wait, recorded } = scene();
    const journal = await open('a');
    const finished = async () => {
      const reference = await recorded(journal);
      await journal.finish(reference, succeeded);
      return reference;
    };
    const wholeWith = async (checked: number) => expect(await journal.verifyChain()).toMatchObject({ checked });
    await finished();
    const keeps = await recorded(journal);
    await finished();
    wait(10);
    const recent = await finished();

    // The first entry takes its two events along; those of the third stand behind one that is still needed.
    expect(await journal.prune(now())).toBe(2);
    await wholeWith(6);
    await journal.finish(keeps, succeeded);
    expect(await journal.prune(now() - 5)).toBe(0);
    await wholeWith(7);

    await place.meddle(`delete from journal where reference = '${recent}'`);
    expect((await journal.verifyChain()).broken).toMatchObject({ reference: recent, why: 'The entry is missing.' });
    wait(10);
    await finished();
    expect(await journal.prune(now())).toBe(1);
    expect(await journal.verifyChain()).not.toHaveProperty('broken');
    await place.meddle('delete from journal_event where seq in (select min(seq) from journal_event)');
    expect((await journal.verifyChain()).broken?.why).toMatch(/events before it are missing/);
  });

  it('stays whole when everything is pruned, by two processes at once', async () => {
    const { open, wait, recorded, now } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const references = await Promise.all(Array.from({ length: 700 }, () => recorded(a)));
    await Promise.all(references.map((reference) => a.finish(reference, succeeded)));
    wait(10);
    const pruned = await Promise.all([a, b, a].map((journal) => journal.prune(now())));
    expect(pruned.reduce((sum, gone) => sum + gone)).toBe(700);
    const { checked, broken } = await b.verifyChain();
    expect(broken).toBeUndefined();
    expect(checked).toBeLessThan(10);
    await recorded(b);
    expect(await a.verifyChain()).toMatchObject({ checked: checked + 1 });
  });

  it('can be checked while others write and prune', async () => {
    const { open, wait, recorded, now } = scene();
    const [writer, checker] = [await open('a'), await open('b')];
    let writing = true;
    const write = async () => {
      for (let round = 0; round < 15; round++) {
        const references = await Promise.all(Array.from({ length: 20 }, () => recorded(writer)));
        await Promise.all(references.map((reference) => writer.finish(reference, succeeded)));
        wait(1);
        if (round % 3 === 0) await writer.prune(now() - 5);
      }
      writing = false;
    };
    const check = async () => {
      while (writing) {
        expect(await checker.verifyChain()).not.toHaveProperty('broken');
        await setImmediate();
      }
    };
    await Promise.all([write(), check()]);
  });

  it('is one chain for several processes', async () => {
    const { open, recorded } = scene();
    const journals = [await open('a'), await open('b'), await open('c')];
    await Promise.all(
      Array.from({ length: 90 }, async (_, index) => {
        const journal = journals[index % 3]!;
        await journal.finish(await recorded(journal), succeeded);
      }),
    );
    expect(await journals[0]!.verifyChain()).toMatchObject({ checked: 180, head: { seq: 180 } });
  });
}
