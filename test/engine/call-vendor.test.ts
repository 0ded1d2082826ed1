import { expect, it, vi } from 'vitest';
import { callVendor } from '../../src/engine/call-vendor.ts';
import type { Entry } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';

const operation = findOperation('jumptech.note.add');
if (!operation) throw new Error('The catalog has no operation to try.');

const entry: Entry = {
  reference: 'BH-000001',
  key: 'one',
  operation: operation.id,
  input: { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Hello' },
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'command', team: 'T1', private: false },
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
