import { call } from './api.ts';

interface Line {
  as: string;
  channel: string;
  text: string;
  threadTs?: string;
}

/** Sends a line as Slack would: commands to the bot, words to the channel. Resolves to what went wrong, if the reader must know. */
export async function sendLine({ as, channel, text, threadTs }: Line): Promise<string | undefined> {
  const isCommand = text.startsWith('/');
  if (isCommand && threadTs !== undefined) return `${text.split(/\s/, 1)[0]} is not supported in threads. Sorry!`;
  const answer = isCommand
    ? await call('command', { as, channel, text })
    : await call('say', { as, channel, text, ...(threadTs && { threadTs }) });
  return answer.ok ? undefined : answer.error;
}
