import { jsonOrText } from './http.ts';
import { BOT_USER } from './identity.ts';
import type { PostWay } from './messages.ts';
import type { WayBack } from './response-urls.ts';
import { RESPONSE_URL } from './trouble.ts';
import { isObject } from './validate/check.ts';
import { SlackError } from './web-api/call.ts';
import { type Reply, troubled } from './web-api/index.ts';
import { contentOf } from './web-api/posting.ts';
import type { World } from './world.ts';

/** What the bot may say through a response URL, or in the acknowledgement of a command. */
interface Response {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
  response_type?: unknown;
  replace_original?: unknown;
  delete_original?: unknown;
  thread_ts?: unknown;
}

/** Slack's own examples write these flags as text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Posts as the bot, wherever the person was: no membership needed. Throws a SlackError. */
export function postResponse(world: World, way: PostWay, { channel, person }: WayBack, response: Response): void {
  const content = contentOf(response);
  world.messages.post(way, {
    channel,
    user: BOT_USER,
    ...content,
    ...(response.response_type === 'in_channel' ? {} : { ephemeralFor: person }),
    ...(response.thread_ts ? { threadTs: String(response.thread_ts) } : {}),
  });
}

function respond(world: World, back: WayBack, response: Response): void {
  const { channel, source } = back;
  if (source && isTrue(response.delete_original)) {
    world.messages.delete(channel, source.ts);
    const { delete_original: _, ...rest } = response;
    if (Object.keys(rest).length === 0) return;
  } else if (source && (response.replace_original === undefined || isTrue(response.replace_original))) {
    // Unless told otherwise Slack overwrites the message whose element was used.
    if (!world.messages.update(channel, source.ts, contentOf(response))) throw new SlackError('message_not_found');
    return;
  }
  // A command has no original, whatever its URL posted before: `replace_original` there just posts a new message
  // (slackapi/bolt-python#1268), and `delete_original` alone is a message without text.
  postResponse(world, 'response_url', back, response);
}

const text = (status: number, body: string): Reply => ({ status, headers: { 'content-type': 'text/html' }, body });

/** A post to a response URL. */
export async function answerResponseUrl(world: World, path: string, body: string): Promise<Reply> {
  const response = jsonOrText(body);
  const hasBlocks = isObject(response) && Array.isArray(response.blocks) && response.blocks.length > 0;
  const trouble = await troubled(world.troubles.meet({ method: RESPONSE_URL, hasBlocks }));
  if (trouble) return trouble;
  const back = world.responseUrls.find(path);
  if (typeof back === 'string') return text(404, back);
  if (!isObject(response)) return text(400, 'invalid_payload');
  try {
    respond(world, back, response);
  } catch (error) {
    if (error instanceof SlackError) return text(400, error.code);
    throw error;
  }
  world.responseUrls.spend(path);
  return text(200, 'ok');
}
