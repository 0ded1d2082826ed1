import type { KnownBlock } from '@slack/types';

/** What is posted. `text` stands alone: notifications and screen readers read it instead of the blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}
