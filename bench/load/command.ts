import { createHmac } from 'node:crypto';
import { channelOf, SIGNING_SECRET, TEAM, userOf } from '../world/identities.ts';

const form = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

/** A slash command as Slack sends it, as the bytes of one HTTP request. */
export function commandBytes(
  number: number,
  line: string,
  to: { port: number; slackOrigin: string; keepAlive?: boolean },
): Buffer {
  const [, command = '', text = ''] = /^(\/\S+)\s*(.*)$/.exec(line) ?? [];
  const body = form({
    token: 'legacy',
    team_id: TEAM,
    team_domain: 'bench',
    channel_id: channelOf(number),
    channel_name: 'operations',
    user_id: userOf(number),
    user_name: 'ada',
    command,
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `${to.slackOrigin}/commands/${number}`,
    trigger_id: `${number}.${process.pid}.bench`,
  });
  const stamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${stamp}:${body}`).digest('hex');
  return Buffer.from(
    `POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1:${to.port}\r\n` +
      'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\naccept: application/json,*/*\r\n' +
      `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n` +
      `x-slack-signature: v0=${signature}\r\nx-slack-request-timestamp: ${stamp}\r\n` +
      `connection: ${to.keepAlive === false ? 'close' : 'keep-alive'}\r\n\r\n${body}`,
  );
}
