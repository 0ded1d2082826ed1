import type { Message } from '../../blocks/message.ts';

export const NO_UNFURL = { unfurl_links: false, unfurl_media: false };

/** Far below what Slack takes as text. */
const PLAIN_LENGTH = 3_000;

/** The message without blocks: taken where Slack refuses blocks, whatever the reason. */
export const plainOf = ({ text }: Message): Message => ({ text: text.slice(0, PLAIN_LENGTH), blocks: [] });

/** An empty list of blocks is left out: Slack need not take it in a new message. */
export const contentOf = ({ text, blocks }: Message) => (blocks.length > 0 ? { text, blocks } : { text });
