import { describe, expect, it } from 'vitest';
import {
  endOfRunning,
  endOfStuck,
  insteadOfAnswer,
  isClaimedTooOften,
  unknownOperation,
} from '../../src/engine/interrupted.ts';
import type { Entry, State } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';

const read = findOperation('pmp.lead.get')!;
/** May be sent again. */
const update = findOperation('pmp.lead.update')!;
/** Must not be. */
const note = findOperation('jumptech.note.add')!;

const entryOf = (over: Partial<Entry> = {}): Entry => ({
  reference: 'BH-000001',
  key: 'one',
  operation: update.id,
  input: { id: '42' },
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'command', private: false, replyTo: null },
  state: 'running',
  acceptedAt: 0,
  ...over,
});

it.each([
  ['proposed', 'failed'],
  ['accepted', 'failed'],
  ['running', 'unknown'],
] as const)('what another version left %s ends as %s', (state, end) => {
  const { failure, ...outcome } = unknownOperation({ state, operation: 'pmp.lead.paint' });
  expect(outcome.state).toBe(end);
  expect(failure?.outcomeUnknown === true).toBe(end === 'unknown');
});

describe('what a dead process left running', () => {
  const newerOne = async () => [entryOf({ reference: 'BH-000002' })];
  const nothingNewer = async () => [];
  const end = (
    operation: typeof read,
    claims: number | undefined,
    newerWrites: () => Promise<Entry[]> = nothingNewer,
  ) => endOfRunning(entryOf(claims === undefined ? {} : { claims }), operation, { newerWrites });

  it.each([
    ['a read', read],
    ['a write that may be repeated', update],
  ])('is done once more, but not for ever: %s', async (_, operation) => {
    for (const claims of [undefined, 1, 5]) expect(await end(operation, claims)).toBeUndefined();
    expect(await end(operation, 6)).toMatchObject({ state: operation === read ? 'failed' : 'unknown' });
  });

  it('is not sent again where it must not be repeated, or something newer was', async () => {
    expect(await end(note, undefined)).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
    const overtaken = await end(update, undefined, newerOne);
    expect(overtaken).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
    expect(overtaken?.failure?.message).toContain('because BH-000002 for the same record came later');
    expect((await end(update, 6))?.failure?.message).not.toContain('came later');
  });

  it('is read again although something was written since, which a read cannot overwrite', async () => {
    expect(await end(read, undefined, newerOne)).toBeUndefined();
  });
});

it('a read whose answer was lost is read again three times at most', () => {
  for (const claims of [undefined, 0, 3]) {
    expect(insteadOfAnswer(entryOf(claims === undefined ? {} : { claims }))).toBeUndefined();
  }
  expect(insteadOfAnswer(entryOf({ claims: 4 }))).toMatchObject({ state: 'failed', failure: { kind: 'input' } });
});

it('an entry is claimed twenty times at most', () => {
  expect([undefined, 20].map((claims) => isClaimedTooOften(entryOf(claims === undefined ? {} : { claims })))).toEqual([
    false,
    false,
  ]);
  expect(isClaimedTooOften(entryOf({ claims: 21 }))).toBe(true);
});

it.each<[State, string]>([
  ['accepted', 'failed'],
  ['running', 'unknown'],
])('what nobody can go on with and is %s ends as %s', (state, end) => {
  const outcome = endOfStuck(entryOf({ state }));
  expect(outcome.state).toBe(end);
  expect(outcome.failure?.message.includes('Nothing was sent')).toBe(end === 'failed');
});
