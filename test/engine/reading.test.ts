import { describe, expect, it, vi } from 'vitest';
import { previewOf, reading } from '../../src/engine/call-vendor.ts';
import { findOperation, operations } from '../../src/operations/catalog.ts';
import { wordsOf } from '../../src/operations/operation.ts';
import { path } from '../../src/vendors/shared/path.ts';

const clientsWith = (call: () => Promise<unknown>, vendor: string) => ({
  [vendor]: { call, choices: () => [] },
});

describe('what looks at a vendor before anything is confirmed', () => {
  it.each(['POST', 'PUT', 'DELETE'] as const)('cannot send a %s', async (method) => {
    const call = vi.fn(async () => ({}));
    const operation = findOperation('pmp.lead.delete');
    if (!operation) throw new Error('no operation');
    const read = reading(clientsWith(call, 'pmp'), operation);
    await expect(read({ method, path: path`api/leads` })).rejects.toThrow(/before it was confirmed/);
    expect(call).not.toHaveBeenCalled();
    await read({ method: 'GET', path: path`api/leads` });
    expect(call).toHaveBeenCalledTimes(1);
  });

  const previewed = operations.filter(({ preview }) => preview);
  it.each(previewed.map((operation) => [operation.id, operation] as const))(
    '%s previews by reading alone',
    async (id, operation) => {
      const methods: string[] = [];
      const call = vi.fn(async (request?: { method: string }) => {
        methods.push(request?.method ?? '');
        return {};
      });
      await previewOf(
        clientsWith(call, wordsOf(id).vendor),
        operation,
        operation.input.parse(operation.examples[0]),
      ).catch(() => {});
      expect(methods.length).toBeGreaterThan(0);
      expect(new Set(methods)).toEqual(new Set(['GET']));
    },
  );
});
