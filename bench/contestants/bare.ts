import { App, HTTPReceiver } from '@slack/bolt';
import { got } from 'got';
import { z } from 'zod';
import { leadsMessage, leadsSchema } from './leads-message.ts';

/**
 * The hand-written app: Bolt, got and zod as their documentation shows them, and nothing of Bellhop. It acknowledges,
 * searches PMP and shows ten leads. It keeps no journal, asks nobody about rights and knows this one command.
 */
const environment = z
  .object({
    SLACK_BOT_TOKEN: z.string(),
    SLACK_SIGNING_SECRET: z.string(),
    SLACK_API_URL: z.url(),
    PMP_BASE_URL: z.url(),
    PMP_AUTH_TOKEN: z.string(),
    PORT: z.coerce.number(),
    HOST: z.string().default('127.0.0.1'),
  })
  .parse(process.env);

const pmp = got.extend({
  prefixUrl: environment.PMP_BASE_URL,
  headers: { authtoken: environment.PMP_AUTH_TOKEN },
  timeout: { request: 10_000 },
  retry: { limit: 2 },
  followRedirect: false,
});

const receiver = new HTTPReceiver({ signingSecret: environment.SLACK_SIGNING_SECRET });
const app = new App({
  receiver,
  token: environment.SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: environment.SLACK_API_URL },
});

const USAGE = 'Type `/pmp lead search <words>`.';
const command = z.string().regex(/^\s*leads?\s+search\s+\S/i);

async function searchLeads(key: string) {
  const answer = await pmp.get(`api/leads/search/${encodeURIComponent(key)}`).json();
  return leadsSchema.parse(answer);
}

app.command('/pmp', async ({ ack, command: { text, user_id: user }, respond, logger }) => {
  if (!command.safeParse(text).success) {
    await ack(USAGE);
    return;
  }
  await ack();
  const key = text.trim().split(/\s+/).slice(2).join(' ');
  const since = performance.now();
  try {
    const leads = await searchLeads(key);
    const message = leadsMessage(leads, { key, user, tookMs: performance.now() - since });
    await respond({ ...message, response_type: 'in_channel', replace_original: false });
  } catch (error) {
    logger.error(error);
    await respond({ text: 'PMP could not be searched. Try again later.', response_type: 'ephemeral' }).catch(() => {});
  }
});

app.error(async (error) => console.error(error));
await app.start({ port: environment.PORT, host: environment.HOST });

process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
