import { describe, expect, it } from 'vitest';
import { clientTo, failure, inTurn, ok, serve, status, write } from './support.ts';

describe('nothing is left behind', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

  it('after calls that were answered, refused, cut, or given up: no timer, no connection, no listener', async () => {
    const { url, open } = await serve(
      inTurn(
        ok,
        status(500),
        (response) => void response.destroy(),
        () => {},
        ok,
      ),
    );
    const warnings: string[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', onWarning);
    const before = { timers: timers(), sockets: sockets() };
    const send = clientTo(url, { timeoutMs: 150 });
    for (let call = 0; call < 5; call++) await send(...write).catch(() => {});
    await failure(clientTo('http://127.0.0.1:1', { timeoutMs: 150 })(...write));
    await Promise.all(Array.from({ length: 30 }, () => send(...write).catch(() => {})));
    await expect.poll(open).toBe(0);
    await expect.poll(sockets).toBe(before.sockets);
    expect(timers()).toBeLessThanOrEqual(before.timers);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});
