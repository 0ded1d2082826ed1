import type { KnownBlock } from '@slack/types';
import { withDefaults } from '../defaults.ts';
import { isTooLongTogether, messageFaults } from '../validate/index.ts';
import { faulty, SlackError } from './call.ts';

const TEXT_LIMIT = 40_000;
const MARKDOWN_LIMIT = 12_000;

export interface Content {
  text: string;
  /** Absent: the caller said nothing of blocks. */
  blocks?: KnownBlock[];
}

interface Raw {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: unknown;
}

/** What is to be posted, checked as Slack checks it. Throws a SlackError. */
export function contentOf({ text, blocks, attachments, markdown_text: markdown }: Raw): Content {
  const words = text === undefined || text === null ? '' : String(text);
  if (markdown !== undefined) {
    if (words || blocks !== undefined) throw new SlackError('markdown_text_conflict');
    if (String(markdown).length > MARKDOWN_LIMIT) throw new SlackError('msg_too_long');
    return { text: String(markdown), blocks: withDefaults([{ type: 'markdown', text: String(markdown) }]) };
  }
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0;
  if (words.trim() === '' && !hasBlocks && !hasAttachments) throw new SlackError('no_text');
  return { text: words.slice(0, TEXT_LIMIT), ...(blocks === undefined ? {} : { blocks: checkedBlocks(blocks) }) };
}

function checkedBlocks(blocks: unknown[]): KnownBlock[] {
  const faults = messageFaults(blocks);
  if (faults.length > 0) throw faulty('invalid_blocks', faults);
  if (isTooLongTogether(blocks)) throw new SlackError('msg_blocks_too_long');
  return withDefaults(blocks);
}
