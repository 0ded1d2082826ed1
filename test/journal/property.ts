import fc from 'fast-check';
import { expect } from 'vitest';
import type { Outcome } from '../../src/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { ModelJournal } from './model.ts';
import { type Place, wish } from './places.ts';

const leaseMs = 1_000;
const owners = ['a', 'b'] as const;

const owner = fc.constantFrom(...owners);
/** Which of the entries recorded so far. */
const which = fc.nat({ max: 9 });
const subject = fc.constantFrom('ticket/1', 'ticket/2');
const outcome: fc.Arbitrary<Outcome> = fc.record({
  state: fc.constantFrom('succeeded', 'succeeded', 'denied', 'refused', 'failed', 'unknown'),
  tookMs: fc.nat(),
});

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('record' as const),
      owner,
      key: fc.nat({ max: 9 }),
      state: fc.constantFrom('accepted' as const, 'accepted' as const, 'proposed' as const),
      subject: fc.option(subject, { nil: undefined }),
    }),
  },
  fc.record({ does: fc.constant('confirm' as const), owner, which }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('start' as const), owner, which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('finish' as const), owner, which, outcome }) },
  fc.record({ does: fc.constant('markTold' as const), owner, which }),
  fc.record({ does: fc.constant('lastSent' as const), owner, subject }),
  fc.record({ does: fc.constant('renewLeases' as const), owner }),
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('takeOver' as const), owner, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  fc.record({ does: fc.constant('prune' as const), owner, age: fc.integer({ min: 0, max: 3_000 }) }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 999, 1_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Lives random histories of two processes, in the journal and in the model, and compares everything either says. */
export async function agreesWithTheModel(freshPlace: () => Promise<Place>, runs: number): Promise<void> {
  const histories = fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const place = await freshPlace();
      try {
        const model = new ModelJournal(leaseMs);
        const [a, b] = [await openAs(place, model, 'a'), await openAs(place, model, 'b')];
        const references: string[] = [];
        for (const step of history) await compare(step, { a, b }, model, references);
        for (const reference of references) expect(await a.find(reference)).toEqual(model.find(reference));
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
  const chosen = 'which' in step ? (references[step.which % references.length] ?? 'BH-000000') : '';
  switch (step.does) {
    case 'record': {
      const intent = wish(`key-${step.key}`);
      const { entry, isNew } = await journal.record(intent, step.state, step.subject);
      expect(isNew).toBe(model.record(owner, intent, step.state, entry.reference, step.subject));
      expect(entry).toEqual(model.find(entry.reference));
      if (isNew) references.push(entry.reference);
      break;
    }
    case 'confirm':
      expect(await journal.confirm(chosen)).toBe(model.confirm(owner, chosen));
      break;
    case 'start':
      expect(await journal.start(chosen)).toBe(model.start(owner, chosen));
      break;
    case 'finish':
      expect(await journal.finish(chosen, step.outcome)).toBe(model.finish(owner, chosen, step.outcome));
      break;
    case 'markTold':
      await journal.markTold(chosen);
      model.markTold(chosen);
      break;
    case 'lastSent': {
      const sent = await journal.lastSent(step.subject);
      const expected = model.lastSent(step.subject);
      if (sent) expect(expected).toContainEqual(sent);
      else expect(expected).toEqual([]);
      break;
    }
    case 'renewLeases':
      await journal.renewLeases();
      model.renewLeases(owner);
      break;
    case 'takeOver': {
      const due = model.due();
      const taken = await journal.takeOver(step.limit);
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
