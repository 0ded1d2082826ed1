import type { Random } from '../../../sandbox/vendors/random.ts';
import { type Answer, type Arrived, type Gate, give, openGate, pass, plainAnswer } from '../gate.ts';

/** What Slack took of the bots' messages. */
export interface Taken {
  at: number;
  /** The life that sent it. */
  owner: string;
  what: 'post' | 'edit';
  channel: string;
  ts: string;
  /** Everything in it, as JSON. */
  words: string;
}

const OWNER = /^\/([^/]+)(\/api\/.*)$/;
const MESSAGE = /^\/api\/chat\.(postMessage|update)$/;
const REFUSED_SHARE = 0.08;

const refusals: readonly (() => Answer)[] = [
  () => plainAnswer(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '1' }),
  () => plainAnswer(500, '<html><body>Server Error</body></html>'),
  () => plainAnswer(200, '{"ok":false,"error":"internal_error"}'),
  // Not for this moment and not for this channel: the bot's token was renewed, for instance.
  () => plainAnswer(200, '{"ok":false,"error":"token_revoked"}'),
];

function takenFrom(owner: string, url: string, { body }: Arrived, answer: Answer): Taken | undefined {
  const method = MESSAGE.exec(url)?.[1];
  if (!method || answer.status !== 200) return undefined;
  const {
    ok,
    ts = '',
    channel = '',
  } = JSON.parse(answer.body.toString()) as { ok: boolean; ts?: string; channel?: string };
  if (!ok) return undefined;
  return { at: Date.now(), owner, what: method === 'update' ? 'edit' : 'post', channel, ts, words: body.toString() };
}

/** Stands between the bots and Slack: writes down who said what, and refuses now and then before Slack hears of it. */
export async function openSlackLog(slackUrl: string, random: Random): Promise<Gate & { taken: readonly Taken[] }> {
  const taken: Taken[] = [];
  const gate = await openGate(async (arrived, response) => {
    const [, owner = '', url = arrived.url] = OWNER.exec(arrived.url) ?? [];
    const refused = MESSAGE.test(url) && random.chance(REFUSED_SHARE) ? random.pick(refusals)() : undefined;
    if (refused) return void (await give(response, refused));
    const answer = await pass(slackUrl, { ...arrived, url });
    const one = takenFrom(owner, url, arrived, answer);
    if (one) taken.push(one);
    await give(response, answer);
  });
  return Object.assign(gate, { taken });
}
