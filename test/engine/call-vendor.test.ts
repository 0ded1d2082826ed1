import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { callVendor } from '../../src/engine/call-vendor.ts';
import type { Entry } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';

const operation = findOperation('jumptech.note.add');
if (!operation) throw new Error('The catalog has no operation to try.');

const entry: Entry = {
  reference: 'BH-000001',
  key: 'one',
  operation: operation.id,
  input: { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Hello' },
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'command', private: false, replyTo: null },
  state: 'accepted',
  acceptedAt: 0,
};

it('sends nothing when another process took over before the write left', async () => {
  const call = vi.fn(async () => ({}));
  const { outcome } = await callVendor(entry, operation, { jumptech: { call, choices: () => [] } }, async () => false);
  expect(call).not.toHaveBeenCalled();
  expect(outcome.state).toBe('unknown');
});

it('hands on to the client who is asked before it is sent again', async () => {
  const call = vi.fn(async () => ({}));
  const mayRepeat = async () => true;
  await callVendor(entry, operation, { jumptech: { call, choices: () => [] } }, mayRepeat);
  expect(call).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ mayRepeat, repeatable: false }));
});

describe('a write whose answer nobody understands', () => {
  const answering = (answer: unknown) => ({ call: vi.fn(async () => answer), choices: () => [] });

  it('is unknown where it must not be sent twice', async () => {
    const client = answering({});
    const { outcome } = await callVendor(entry, operation, { jumptech: client });
    expect(client.call).toHaveBeenCalled();
    expect(outcome).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
  });

  it('may be done where it can be sent twice', async () => {
    const move = findOperation('particlespace.ticket.move')!;
    const input = { id: 'tic_1', status: 'NEW', title: 'Faucet', description: 'Leak' };
    const client = answering('?');
    const { outcome } = await callVendor({ ...entry, operation: move.id, input }, move, { particlespace: client });
    expect(client.call).toHaveBeenCalled();
    expect(outcome).toMatchObject({ state: 'failed', failure: { maybeDone: true } });
  });
});

describe('an answer that the bot cannot draw', () => {
  const broken = {
    response: z.unknown(),
    present: () => {
      throw new TypeError('a mistake of ours');
    },
  };
  const client = { call: async () => ({}), choices: () => [] };

  it('leaves a write done', async () => {
    const { outcome, error } = await callVendor(entry, { ...operation, ...broken }, { jumptech: client });
    expect(outcome).toMatchObject({ state: 'succeeded', card: { headline: 'Add a note: done' } });
    expect(error).toBeInstanceOf(TypeError);
  });

  it('is a failure of a read', async () => {
    const read = { ...operation, ...broken, risk: 'read' } as Operation;
    const { outcome } = await callVendor(entry, read, { jumptech: client });
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'bug' } });
  });
});
