import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createInFlight } from '../../handlers/slack/in-flight.ts';

it('waits for what is at work, for what that begins, and for what fails', async () => {
  const inFlight = createInFlight();
  const done: string[] = [];
  const work = async (name: string, ms: number) => {
    await wait(ms);
    done.push(name);
  };
  void inFlight.track(work('first', 30).then(() => void inFlight.track(work('second', 30))));
  inFlight.track(Promise.reject(new Error('broken'))).catch(() => done.push('broken'));
  await inFlight.idle(5_000);
  expect(done).toEqual(['broken', 'first', 'second']);
});

it('waits no longer than it is told to', async () => {
  const inFlight = createInFlight();
  void inFlight.track(new Promise(() => {}));
  await inFlight.idle(20);
});
