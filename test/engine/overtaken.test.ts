import { describe, expect, it } from 'vitest';
import { whyNotAgain } from '../../src/engine/overtaken.ts';
import type { Entry } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';

const newer = { reference: 'BH-000002' } as Entry;
const why = (operation: string, input: Record<string, unknown>, ...writes: Entry[]) =>
  whyNotAgain({ newerWrites: async () => writes }, findOperation(operation)!, { reference: 'BH-000001', input });

describe('sending again what may be done already', () => {
  it('is refused where it could overwrite a later write, which is named', async () => {
    const words = await why('pmp.lead.update', { id: '42', city: 'Leeds' }, newer);
    expect(words).toContain('BH-000002 for the same record came later');
    expect(words).toContain('sending BH-000001 again');
  });

  it('is not where nothing came later', async () => {
    expect(await why('pmp.lead.update', { id: '42', city: 'Leeds' })).toBeUndefined();
  });

  it.each([
    ['what only reads', 'pmp.lead.get', { id: '42' }],
    ['what adds something', 'jumptech.note.add', { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'x' }],
    ['what tells people something', 'particlespace.ticket.update', { id: 'tic_1', notify: true }],
  ])('is not for %s, since it overwrites nothing', async (_, operation, input) => {
    expect(await why(operation, input, newer)).toBeUndefined();
  });
});
