import type { Trail } from './board.ts';
import type { SlackFault } from './faults.ts';
import { type Answer, type Arrived, type Gate, give, openGate, pass, plainAnswer } from './gate.ts';

const no = (error: string) => plainAnswer(200, JSON.stringify({ ok: false, error }));

interface Post {
  toResponseUrl: boolean;
  /** Of `chat.*`: an id of a channel or a person. */
  channel: string;
}

/** What Slack answers instead of doing it; undefined where the fault does not strike. `times` counts only where it ends by itself. */
const REFUSAL: Record<SlackFault, (post: Post) => { answer: Answer; counts: boolean } | undefined> = {
  'limits posts': () => ({
    answer: plainAnswer(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '1' }),
    counts: true,
  }),
  'fails posts': () => ({ answer: plainAnswer(500, '<html><body>Server Error</body></html>'), counts: true }),
  'refuses posts': ({ toResponseUrl }) => (toResponseUrl ? undefined : { answer: no('internal_error'), counts: true }),
  'shuts the bot out': ({ toResponseUrl, channel }) =>
    toResponseUrl || channel.startsWith('U') ? undefined : { answer: no('not_in_channel'), counts: false },
  'response URL spent': ({ toResponseUrl }) =>
    toResponseUrl ? { answer: plainAnswer(404, 'used_url'), counts: false } : undefined,
  'response URL fails': ({ toResponseUrl }) =>
    toResponseUrl ? { answer: plainAnswer(500, 'error'), counts: true } : undefined,
  'direct message only': ({ toResponseUrl, channel }) => {
    if (toResponseUrl) return { answer: plainAnswer(404, 'expired_url'), counts: false };
    return channel.startsWith('U') ? undefined : { answer: no('restricted_action'), counts: false };
  },
};

function refusalFor(trail: Trail, post: Post): Answer | undefined {
  const kind = trail.intent.faults.slack?.kind;
  const refusal = kind && trail.slackFaultsLeft > 0 ? REFUSAL[kind](post) : undefined;
  if (!refusal) return undefined;
  if (refusal.counts) trail.slackFaultsLeft -= 1;
  trail.refusedPosts.push({ at: Date.now(), what: `${post.toResponseUrl ? 'response URL' : post.channel}: ${kind}` });
  return refusal.answer;
}

const POSTING = /^\/api\/chat\.(postMessage|postEphemeral)$/;

/** Stands between the bots and Slack's own API, and refuses what was drawn to be refused. */
export function openSlackGate(
  slackUrl: string,
  trailOf: (text: string) => Promise<Trail | undefined>,
  byResponseUrl: (path: string) => Trail | undefined,
): Promise<Gate> {
  async function trailFor({ url, body }: Arrived): Promise<{ trail: Trail | undefined; post: Post } | undefined> {
    if (!url.startsWith('/api/')) return { trail: byResponseUrl(url), post: { toResponseUrl: true, channel: '' } };
    if (!POSTING.test(url)) return undefined;
    const { channel, text, blocks } = JSON.parse(body.toString()) as {
      channel: string;
      text: string;
      blocks?: unknown;
    };
    return {
      trail: await trailOf(`${text} ${JSON.stringify(blocks)}`),
      post: { toResponseUrl: false, channel },
    };
  }

  return openGate(async (arrived, response) => {
    const found = await trailFor(arrived);
    const refusal = found?.trail && refusalFor(found.trail, found.post);
    await give(response, refusal ?? (await pass(slackUrl, arrived)));
  });
}
