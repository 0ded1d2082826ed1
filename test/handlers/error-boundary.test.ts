import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withErrorBoundary } from '../../handlers/error-boundary.ts';
import { createLog } from '../../src/log.ts';

/** Handles one delivery whose work takes a while. Says what was acknowledged, and after how many milliseconds. */
async function handle(arrivedAt: number | undefined, workMs: number) {
  const before = performance.now();
  let answer: { response: unknown; afterMs: number } | undefined;
  await withErrorBoundary(
    {
      log: createLog('silent'),
      what: '/pmp',
      arrivedAt,
      ack: async (response) => {
        answer = { response, afterMs: performance.now() - before };
      },
      say: async () => {},
      ackFailure: ({ message }) => message,
    },
    async (ack) => {
      await wait(workMs);
      await ack('Taken');
    },
  );
  return answer;
}

it('counts the time that a request waited before anybody looked at it', async () => {
  const answer = await handle(Date.now() - 1_900, 600);
  expect(answer?.response).toContain('could not record this in time');
  expect(answer?.afterMs).toBeLessThan(500);
});

it('leaves the whole time to a request that did not wait', async () => {
  expect((await handle(Date.now(), 600))?.response).toBe('Taken');
  expect((await handle(undefined, 600))?.response).toBe('Taken');
  // A clock that was put back is no reason to wait longer.
  expect((await handle(Date.now() + 60_000, 600))?.response).toBe('Taken');
});
