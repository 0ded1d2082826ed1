import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlackOut, type SlackOut } from '../../handlers/slack/clients.ts';
import { isTemporary, slackCode, statedWaitMs } from '../../handlers/slack/slack-errors.ts';

/** What Slack answers next. */
let next: { status: number; type?: string; wait?: string; body?: string };
let slack: SlackOut;
const server = createServer((request, response) => {
  request.resume();
  const { status, type = 'application/json', wait, body = '' } = next;
  response
    .writeHead(status, { 'content-type': type, ...(wait === undefined ? {} : { 'retry-after': wait }) })
    .end(body);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  slack = createSlackOut({ botToken: 'xoxb-test', apiUrl: `http://127.0.0.1:${port}/api/` });
});
afterAll(async () => {
  await slack.close();
  server.closeAllConnections();
  server.close();
});

const met = () =>
  slack.interactive.auth.test().then(
    () => undefined,
    (error: unknown) => error,
  );
const refused = (error: string) => ({ status: 200, body: JSON.stringify({ ok: false, error }) });

describe('an answer of Slack', () => {
  it.each([
    ['429 without a wait', { status: 429 }, undefined],
    ['429 with a date for a wait', { status: 429, wait: 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
    ['429 with a wait', { status: 429, wait: '7' }, 7_000],
    ['200 ratelimited', refused('ratelimited'), undefined],
    ['200 internal_error', refused('internal_error'), undefined],
    ['200 with a web page', { status: 200, type: 'text/html', body: '<html>Sorry</html>' }, undefined],
    ['200 with nothing', { status: 200, type: 'text/plain' }, undefined],
    ['500', { status: 500, type: 'text/html', body: 'Server Error' }, undefined],
    ['503', { status: 503 }, undefined],
  ])('is temporary: %s', async (_, answer, wait) => {
    next = answer;
    const error = await met();
    expect(isTemporary(error)).toBe(true);
    expect(statedWaitMs(error)).toBe(wait);
  });

  it.each(['ekm_access_denied', 'msg_too_long', 'not_in_channel', 'a_code_of_the_year_2031'])(
    'is permanent: %s',
    async (code) => {
      next = refused(code);
      const error = await met();
      expect(isTemporary(error)).toBe(false);
      expect(slackCode(error)).toBe(code);
    },
  );

  it('is read as JSON whatever its content type says', async () => {
    next = { status: 200, type: 'text/plain', body: '{"ok":true,"team":"Bellhop"}' };
    expect(await met()).toBeUndefined();
  });

  it('is temporary when the connection is cut, and permanent when the mistake is ours', async () => {
    const nowhere = createSlackOut({ botToken: 'xoxb-test', apiUrl: 'http://127.0.0.1:1/api/' });
    const error = await nowhere.interactive.auth.test().catch((why: unknown) => why);
    await nowhere.close();
    expect(isTemporary(error)).toBe(true);
    expect(isTemporary(new TypeError('x is not a function'))).toBe(false);
  });
});
