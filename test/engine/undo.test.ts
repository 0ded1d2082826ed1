import { describe, expect, it } from 'vitest';
import { checkUnchangedSince, undoInput, undoKey } from '../../src/engine/undo.ts';
import type { Entry, State } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { findOperation } from '../../src/operations/catalog.ts';

const milestone = findOperation('pmp.milestone.update')!;
/** The vendor cannot be read, so what was sent last is all that is known. */
const ticket = findOperation('particlespace.ticket.update')!;

const entryOf = (over: Partial<Entry> = {}): Entry => ({
  reference: 'BH-000001',
  key: 'one',
  operation: milestone.id,
  input: { id: '5', name: 'New' },
  before: { id: '5', name: 'Old' },
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'command', private: false, replyTo: null },
  state: 'succeeded',
  acceptedAt: 0,
  endedAt: 0,
  ...over,
});

interface Known {
  newer?: State[];
  undone?: Entry;
  lastUndo?: Entry;
}
const journalOf = ({ newer = [], undone, lastUndo }: Known): Journal =>
  ({
    now: async () => 1_000,
    newerWrites: async () => newer.map((state, index) => entryOf({ reference: `BH-00001${index}`, state })),
    find: async (reference: string) => (reference === 'BH-000001' ? undone : undefined),
    lastUndoOf: async () => lastUndo,
  }) as unknown as Journal;

describe('what an undo sends', () => {
  const input = (over: Partial<Entry>, known: Known = {}, operation = milestone) =>
    undoInput(entryOf(over), operation, { journal: journalOf(known), undoMinutes: 30 });

  it('is the old values', async () => {
    expect(await input({})).toEqual({ id: '5', name: 'Old' });
    expect(await input({}, { newer: ['succeeded'] })).toEqual({ id: '5', name: 'Old' });
  });

  it('is nothing where there is no way back', async () => {
    await expect(input({ before: undefined } as unknown as Partial<Entry>)).rejects.toThrow('This cannot be undone.');
    await expect(input({}, {}, findOperation('jumptech.note.add')!)).rejects.toThrow('This cannot be undone.');
    const tooLong = { id: '5', name: 'x'.repeat(500) };
    await expect(input({ before: tooLong })).rejects.toThrow('the bot does not accept one of them');
    await expect(input({ input: { id: '5' } })).rejects.toThrow('There is nothing to put back');
  });

  it.each([
    ['accepted', 'is not done yet'],
    ['running', 'is not done yet'],
    ['unknown', 'may have been done'],
    ['failed', 'may have been done'],
  ] as const)('is nothing while a later write is %s', async (state, words) => {
    const refused = input({}, { newer: ['succeeded', state] });
    await expect(refused).rejects.toThrow(`BH-000011 for the same record came later and ${words}`);
  });
});

describe('the key of an undo', () => {
  const key = (lastUndo?: Entry) => undoKey('BH-000001', journalOf(lastUndo ? { lastUndo } : {}));
  const last = (state: State) => entryOf({ reference: 'BH-000009', key: 'undo:first', state });

  it('is the same for two presses at once', async () => {
    expect(await key()).toBe('undo:BH-000001');
    expect(await key(last('proposed'))).toBe('undo:first');
  });

  it.each(['denied', 'failed', 'refused', 'expired', 'cancelled'] as const)(
    'is another one where the last attempt came to nothing: %s',
    async (state) => expect(await key(last(state))).toBe('undo:BH-000001:BH-000009'),
  );

  it.each(['accepted', 'running', 'awaiting_approval', 'succeeded', 'unknown'] as const)(
    'is none where it is or may be undone: %s',
    async (state) => expect(key(last(state))).rejects.toThrow(': BH-000009.'),
  );
});

describe('before an undo is sent', () => {
  const undone = (over: Partial<Entry> = {}) => entryOf(over);
  const check = (
    operation: typeof milestone,
    now: Record<string, unknown> | undefined,
    known: Known = { undone: undone() },
    undoes: string | undefined = 'BH-000001',
  ) => checkUnchangedSince(undoes === undefined ? {} : { undoes }, operation, now, journalOf(known));

  it('nothing stands against it while every value stands that was sent', async () => {
    await expect(check(milestone, { id: '5', name: 'New', due_date: 'whatever' })).resolves.toBeUndefined();
    await expect(check(milestone, { id: '7', name: 'New' })).resolves.toBeUndefined();
    await expect(check(milestone, {})).resolves.toBeUndefined();
  });

  it('somebody else’s value does, and a record that cannot be read', async () => {
    const words = 'Somebody changed the record since';
    await expect(check(milestone, { name: 'Theirs' })).rejects.toThrow(words);
    await expect(check(milestone, undefined)).rejects.toThrow(words);
  });

  it('what was emptied has to be empty still', async () => {
    const emptied = { undone: undone({ input: { id: '5', clear: ['description'] } }) };
    expect(milestone.emptied).toBe('clear');
    await expect(check(milestone, { description: '' }, emptied)).resolves.toBeUndefined();
    await expect(check(milestone, { description: 'Filled again' }, emptied)).rejects.toThrow('Somebody changed');
  });

  it('a later write that is open does, but not one that stands in line behind it', async () => {
    const open = (state: State) => check(milestone, { name: 'New' }, { undone: undone(), newer: [state] });
    await expect(open('accepted')).resolves.toBeUndefined();
    await expect(open('running')).rejects.toThrow('is not done yet');
    await expect(open('unknown')).rejects.toThrow('may have been done');
  });

  it('any later write does where the vendor cannot be read', async () => {
    const sent = undone({ operation: ticket.id, input: { id: 'tic_1', title: 'New' } });
    const words = 'Something else was sent for this record since';
    await expect(check(ticket, undefined, { undone: sent })).resolves.toBeUndefined();
    await expect(check(ticket, undefined, { undone: sent, newer: ['accepted'] })).resolves.toBeUndefined();
    await expect(check(ticket, undefined, { undone: sent, newer: ['succeeded'] })).rejects.toThrow(words);
  });

  it('nothing does where nothing is taken back, or it is on record no more', async () => {
    await expect(check(milestone, { name: 'Theirs' }, { newer: ['running'] }, undefined)).resolves.toBeUndefined();
    await expect(check(milestone, { name: 'Theirs' }, {})).resolves.toBeUndefined();
  });
});
