import fc from 'fast-check';
import { expect } from 'vitest';
import type { Entry, Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { ModelJournal } from './model.ts';
import { DOORS, denied, expired, newIntent, type Place } from './places.ts';

const leaseMs = 1_000;
const owners = ['a', 'b'] as const;

const owner = fc.constantFrom(...owners);
/** Which of the entries recorded so far, counted back from the newest. */
const which = fc.nat({ max: 5 });
const subject = fc.constantFrom('ticket/1', 'ticket/2');
const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    state: fc.constantFrom('succeeded', 'succeeded', 'denied', 'refused', 'failed', 'unknown'),
    tookMs: fc.nat(),
    failure: fc.constantFrom(undefined, undefined, {
      kind: 'unavailable' as const,
      message: '"maybeDone":true',
      maybeDone: true,
    }),
  })
  .map(({ failure, ...rest }) => (failure ? { ...rest, failure } : rest));

const approval = fc.record(
  {
    users: fc.constant<string[]>([]),
    groups: fc.constant<string[]>(['S1']),
    needed: fc.integer({ min: 1, max: 2 }),
    askedIn: fc.constant('C2'),
    expiresIn: fc.constantFrom(500, 3_000),
    remindIn: fc.constantFrom(400, 2_000),
  },
  { requiredKeys: ['users', 'groups', 'needed', 'askedIn', 'expiresIn'] },
);
const vote = fc.record(
  {
    actor: fc.record({ id: fc.constantFrom('U7', 'U8', 'U9'), team: fc.constant('T1') }),
    approve: fc.constantFrom(true, true, true, false),
    reason: fc.constant('too late'),
  },
  { requiredKeys: ['actor', 'approve'] },
);

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('record' as const),
      owner,
      key: fc.nat({ max: 30 }),
      state: fc.constantFrom('accepted' as const, 'accepted' as const, 'proposed' as const),
      subject: fc.option(subject, { nil: undefined }),
      undoes: fc.option(which, { nil: undefined }),
    }),
  },
  fc.record({ does: fc.constant('confirm' as const), owner, which }),
  fc.record({ does: fc.constant('cancel' as const), owner, which }),
  fc.record({ does: fc.constant('keepSnapshot' as const), owner, which, amount: fc.nat() }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('requestApproval' as const), owner, which, approval }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('vote' as const), owner, which, vote }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('dueApprovals' as const), owner }) },
  fc.record({ does: fc.constant('resolve' as const), owner, which, outcome }),
  fc.record({
    does: fc.constant('placeMessage' as const),
    owner,
    which,
    purpose: fc.constantFrom('approval' as const, 'result' as const),
    ts: fc.constantFrom('1.1', '2.2'),
  }),
  fc.record({ does: fc.constant('lastUndoOf' as const), owner, which }),
  fc.record({
    does: fc.constant('history' as const),
    owner,
    limit: fc.integer({ min: 1, max: 3 }),
    filter: fc.record(
      {
        subject,
        state: fc.constantFrom('accepted' as const, 'running' as const, 'unknown' as const, 'succeeded' as const),
      },
      { requiredKeys: [] },
    ),
  }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('start' as const), owner, which }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('finish' as const), owner, which, outcome, isNotified: fc.boolean() }),
  },
  fc.record({
    does: fc.constantFrom('markNotified' as const, 'countAttempt' as const, 'markUndeliverable' as const),
    owner,
    which,
    state: fc.constantFrom(
      'succeeded' as const,
      'unknown' as const,
      'denied' as const,
      'expired' as const,
      'refused' as const,
      'proposed' as const,
    ),
  }),
  fc.record({ does: fc.constant('abandonApproval' as const), owner, which }),
  fc.record({ does: fc.constant('lastWrite' as const), owner, subject }),
  fc.record({ does: fc.constantFrom('newerWrites' as const, 'looksAround' as const), owner, which }),
  fc.record({ does: fc.constantFrom('holdLease' as const, 'releaseLease' as const), owner, which }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('renewLeases' as const), owner }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('claimExpired' as const), owner, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  fc.record({ does: fc.constant('prune' as const), owner, age: fc.integer({ min: 0, max: 3_000 }) }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 999, 1_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What leads far and would hardly ever happen by chance: an entry held for approval, and one that ended as unknown. */
const heldOrUnknown = fc
  .record({ owner, key: fc.nat({ max: 30 }), approval, isHeld: fc.boolean() })
  .map(({ owner, key, approval, isHeld }): Step[] => [
    { does: 'record', owner, key, state: 'accepted', subject: undefined, undoes: 0 },
    { does: 'start', owner, which: 0 },
    isHeld
      ? { does: 'requestApproval', owner, which: 0, approval }
      : { does: 'finish', owner, which: 0, outcome: { state: 'unknown', tookMs: 0 }, isNotified: false },
  ]);

const life = fc.oneof(
  { weight: 5, arbitrary: step.map((one): Step[] => [one]) },
  { weight: 1, arbitrary: heldOrUnknown },
);

/** Lives random histories of two processes, in the journal and in the model, and compares everything either says. */
export async function agreesWithTheModel(freshPlace: () => Promise<Place>, runs: number): Promise<void> {
  const histories = fc.array(life, { minLength: 10, maxLength: 50, size: 'max' }).map((parts) => parts.flat());
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const place = await freshPlace();
      try {
        const model = new ModelJournal(leaseMs);
        const [a, b] = [await openAs(place, model, 'a'), await openAs(place, model, 'b')];
        const references: string[] = [];
        for (const step of history) await compare(step, { a, b }, model, references);
        for (const reference of references) expect(await a.find(reference)).toEqual(model.find(reference));
        expect(await a.verifyChain()).not.toHaveProperty('broken');
      } finally {
        await place.remove();
      }
    }),
    { numRuns: runs },
  );
}

const openAs = (place: Place, model: ModelJournal, owner: string) =>
  place.open({ owner, leaseMs, now: () => model.now });

async function compare(step: Step, journals: Record<'a' | 'b', Journal>, model: ModelJournal, references: string[]) {
  if (step.does === 'wait') {
    model.now += step.ms;
    return;
  }
  const { owner } = step;
  const journal = journals[owner];
  const chosen = 'which' in step ? (references.at(-1 - (step.which % references.length)) ?? 'BH-000000') : '';
  switch (step.does) {
    case 'record': {
      const undoes = step.undoes === undefined ? undefined : references.at(-1 - step.undoes);
      const intent = { ...newIntent(`key-${step.key}`), ...(undoes && { undoes }) };
      const { entry, isNew } = await journal.record(intent, step.state, step.subject);
      expect(isNew).toBe(model.record(owner, intent, step.state, entry.reference, step.subject));
      expect(entry).toEqual(model.find(entry.reference));
      if (isNew) references.push(entry.reference);
      break;
    }
    case 'confirm':
      expect(await journal.confirm(chosen)).toBe(model.confirm(owner, chosen));
      break;
    case 'cancel':
      expect(await journal.cancel(chosen)).toBe(model.cancel(chosen));
      break;
    case 'keepSnapshot': {
      const snapshot = { amount: step.amount };
      expect(await journal.keepSnapshot(chosen, snapshot)).toBe(model.keepSnapshot(owner, chosen, snapshot));
      break;
    }
    case 'requestApproval': {
      const { expiresIn, remindIn, ...rest } = step.approval;
      const approval = {
        ...rest,
        expiresAt: model.now + expiresIn,
        ...(remindIn !== undefined && { remindAt: model.now + remindIn }),
      };
      expect(await journal.requestApproval(chosen, approval)).toBe(model.requestApproval(owner, chosen, approval));
      break;
    }
    case 'vote': {
      const vote = { ...step.vote, at: model.now };
      const expected = model.vote(owner, chosen, vote, denied);
      if (expected === undefined) {
        await expect(journal.vote(chosen, vote, denied)).rejects.toThrow(/^Nobody was asked/);
        break;
      }
      expect(await journal.vote(chosen, vote, denied)).toEqual({ result: expected, entry: model.find(chosen) });
      break;
    }
    case 'dueApprovals': {
      const due = await journal.dueApprovals(DOORS, expired);
      const expected = model.dueApprovals(owner, expired);
      for (const list of ['expired', 'reminders', 'unasked'] as const) {
        expect(due[list].map(({ reference }) => reference).sort()).toEqual(expected[list].sort());
        for (const entry of due[list]) expect(entry).toEqual(model.find(entry.reference));
      }
      break;
    }
    case 'resolve':
      expect(await journal.resolve(chosen, step.outcome)).toBe(model.resolve(owner, chosen, step.outcome));
      break;
    case 'placeMessage': {
      const address = { channel: 'C1', ts: step.ts };
      await journal.placeMessage(chosen, step.purpose, address);
      model.placeMessage(chosen, step.purpose, address);
      break;
    }
    case 'lastUndoOf': {
      expect(await journal.lastUndoOf(chosen)).toEqual(model.lastUndoOf(chosen));
      break;
    }
    case 'history': {
      const read: Entry[] = [];
      for (let before: string | undefined = ''; before !== undefined; ) {
        const page = await journal.history(step.filter, { limit: step.limit, ...(before && { before }) });
        read.push(...page.entries);
        before = page.next;
      }
      expect(read).toEqual(model.history(step.filter));
      break;
    }
    case 'start':
      expect(await journal.start(chosen)).toBe(model.start(owner, chosen));
      break;
    case 'finish':
      expect(await journal.finish(chosen, step.outcome, step.isNotified ? {} : undefined)).toBe(
        model.finish(owner, chosen, step.outcome, step.isNotified),
      );
      break;
    case 'abandonApproval': {
      const ended = await journal.abandonApproval(chosen, expired);
      expect(ended !== undefined).toBe(model.abandonApproval(owner, chosen, expired));
      if (ended) expect(ended).toEqual(model.find(chosen));
      break;
    }
    case 'markNotified':
      await journal.markNotified(chosen, step.state);
      model.markNotified(chosen, step.state);
      break;
    case 'countAttempt':
      expect(await journal.countAttempt(chosen, step.state)).toEqual(model.countAttempt(owner, chosen, step.state));
      break;
    case 'markUndeliverable': {
      const expected = model.markUndeliverable(chosen, step.state);
      expect(await journal.markUndeliverable(chosen, step.state)).toBe(expected);
      break;
    }
    case 'lastWrite':
      expect(await journal.lastWrite(step.subject)).toEqual(model.lastWrite(step.subject));
      break;
    case 'newerWrites':
      expect(await journal.newerWrites(chosen)).toEqual(model.newerWrites(chosen));
      break;
    case 'looksAround':
      expect((await journal.placeInLine(chosen)) !== undefined).toBe(model.placeInLine(owner, chosen));
      expect(await journal.holds(chosen)).toBe(model.holds(owner, chosen));
      break;
    case 'holdLease':
    case 'releaseLease':
      journal[step.does](chosen);
      model[step.does](owner, chosen);
      break;
    case 'renewLeases':
      await journal.renewLeases();
      model.renewLeases(owner);
      break;
    case 'claimExpired': {
      const due = model.due();
      const taken = await journal.claimExpired(step.limit, DOORS);
      expect(taken.map(({ acceptedAt }) => acceptedAt)).toEqual(due.slice(0, step.limit));
      for (const entry of taken) {
        expect(model.take(owner, entry.reference)).toBe(true);
        expect(entry).toEqual(model.find(entry.reference));
      }
      break;
    }
    case 'prune': {
      const before = model.now - step.age;
      expect(await journal.prune(before)).toBe(model.prune(before));
      break;
    }
  }
}
