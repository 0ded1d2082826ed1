import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SWITCH_POSITIONS, type SwitchPosition } from '../../../sandbox/api.ts';
import { startVendors } from '../../../sandbox/vendors/index.ts';
import { SAMPLE_SETTING_ID } from '../../../sandbox/vendors/jframework/index.ts';
import { SAMPLE_PROJECT_ID } from '../../../sandbox/vendors/jumptech/index.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { ask, type Reply } from './support.ts';

type Write = (simulator: VendorSimulator) => Promise<Reply>;
const asJson = { 'Content-Type': 'application/json' };

/** One good write per vendor; what a success looks like; what a lie looks like. */
const VENDORS: Record<
  string,
  { write: Write; good(reply: Reply): boolean; lie(body: Record<string, unknown>): boolean }
> = {
  jumptech: {
    write: ({ url, env }) =>
      ask(`${url}/projects/updateProject/${SAMPLE_PROJECT_ID}?apikey=${env.JUMPTECH_API_KEY}`, {
        method: 'POST',
        headers: asJson,
        body: JSON.stringify({ notes: [{ note: 'Rang' }] }),
      }),
    good: ({ json }) => json?.statusCode === 200,
    lie: ({ statusCode }) => Number(statusCode) >= 400,
  },
  pmp: {
    write: ({ url, env }) =>
      ask(`${url}/api/customers`, {
        method: 'POST',
        headers: { authtoken: env.PMP_AUTH_TOKEN! },
        body: new URLSearchParams({ company: 'New Ltd' }),
      }),
    good: ({ json }) => json?.status === true,
    lie: ({ status }) => status === false,
  },
  particlespace: {
    write: async ({ url, env }) => {
      const keys = { secret_key: env.PARTICLESPACE_SECRET_KEY!, publish_key: env.PARTICLESPACE_PUBLISH_KEY! };
      return ask(`${url}/authenticate`, { method: 'POST', body: new URLSearchParams(keys) }).then((reply) =>
        reply.json?.data
          ? ask(`${url}/ticket/tic_9`, {
              method: 'PUT',
              headers: { Authorization: `Bearer ${reply.json.data.token}` },
              body: new URLSearchParams({ title: 'T', description: 'D', status: 'NEW', notify: '0', automated: '0' }),
            })
          : reply,
      );
    },
    good: ({ json }) => json?.data?.id === 'tic_9',
    lie: ({ error }) => error === 'NOT_SAVED',
  },
  jframework: {
    write: ({ url, env }) =>
      ask(`${url}/app-integrations/sms/${SAMPLE_SETTING_ID}`, {
        method: 'DELETE',
        headers: { 'Brand-URL': env.JFRAMEWORK_BRAND_URL!, 'Auth-Key': env.JFRAMEWORK_AUTH_KEY! },
      }),
    good: ({ json }) => json?.success === true,
    lie: ({ success }) => success === false,
  },
  telecomx: {
    write: ({ url, env }) =>
      ask(`${url}/employeeSubscription?token=${env.TELECOMX_TOKEN}`, {
        method: 'POST',
        headers: asJson,
        body: JSON.stringify({ title: 'News', email: true }),
      }),
    good: ({ json }) => json?.title === 'News',
    lie: ({ error }) => error === 'internal_error',
  },
};

describe.each(Object.keys(VENDORS))('the switch of %s', (id) => {
  const { write, good, lie } = VENDORS[id]!;
  let simulator: VendorSimulator;
  beforeAll(async () => {
    [simulator] = (await startVendors({ only: [id], delayMs: { slow: 80 }, leads: 5 })) as [VendorSimulator];
  });
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());
  const at = (position: SwitchPosition) => {
    simulator.setSwitch(position);
    return write(simulator);
  };

  it('works as documented when normal', async () => {
    expect(await at('normal')).toSatisfy(good);
    expect(simulator.books()).toHaveLength(1);
  });

  it('answers late when slow, but writes at once', async () => {
    const started = performance.now();
    expect(await at('slow')).toSatisfy(good);
    expect(performance.now() - started).toBeGreaterThan(70);
    expect(simulator.books()).toHaveLength(1);
  });

  it('refuses connections when down, and takes them on the same port when up again', async () => {
    await write(simulator);
    simulator.setSwitch('down');
    // The client's idle connection needs a turn to learn that it was closed.
    await delay(10);
    await expect(write(simulator)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(simulator.books()).toHaveLength(1);
    simulator.reset();
    await expect.poll(() => write(simulator).catch(() => undefined), { interval: 5 }).toSatisfy(good);
  });

  it('takes the request and never answers when it hangs', async () => {
    simulator.setSwitch('hangs');
    const waiting = write(simulator).then(
      () => 'answered',
      () => 'closed',
    );
    expect(await Promise.race([waiting, delay(100, 'nothing yet')])).toBe('nothing yet');
    simulator.setSwitch('down');
    expect(await waiting).toBe('closed');
    expect(simulator.books()).toHaveLength(0);
  });

  it('says when to come back when it limits', async () => {
    const reply = await at('rate_limited');
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(reply.json).toBeTypeOf('object');
    expect(simulator.books()).toHaveLength(0);
  });

  it('answers 500 with a page when failing', async () => {
    expect(await at('failing')).toMatchObject({ status: 500, text: expect.stringContaining('<!DOCTYPE html>') });
    expect(simulator.books()).toHaveLength(0);
  });

  it('answers 200 with its own kind of failure when lying', async () => {
    const reply = await at('lying');
    expect(reply.status).toBe(200);
    expect(reply.json).toSatisfy(lie);
    expect(simulator.books()).toHaveLength(0);
  });

  it('answers 200 with a page when in html', async () => {
    const reply = await at('html');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(simulator.books()).toHaveLength(0);
  });

  // ParticleSpace loses the answer to the key exchange already, so its write never leaves.
  const writesBlind = id === 'particlespace' ? 0 : 1;

  it('does the work and drops the connection when it drops answers', async () => {
    await expect(at('drops_answer')).rejects.toThrow();
    expect(simulator.books()).toHaveLength(writesBlind);
  });

  it('does the work and sends half the body when it cuts off', async () => {
    await expect(at('cuts_off')).rejects.toThrow();
    expect(simulator.books()).toHaveLength(writesBlind);
  });

  it('goes back to the seed and to normal on reset', async () => {
    await write(simulator);
    simulator.setSwitch('failing');
    simulator.reset();
    expect(simulator.state()).toMatchObject({ position: 'normal', writes: [] });
    expect(await write(simulator)).toSatisfy(good);
  });

  it('shows every position it is put to', () => {
    for (const position of Object.keys(SWITCH_POSITIONS) as SwitchPosition[]) {
      simulator.setSwitch(position);
      expect(simulator.state().position).toBe(position);
    }
  });
});
