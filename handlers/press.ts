import type { BlockAction } from '@slack/bolt';
import type { Actor, Origin } from '../src/intent.ts';
import type { Ack } from './support/begin.ts';

/** One press, taken apart. `value` came from a button of ours; what it asks for is checked again all the same. */
export interface Press {
  body: BlockAction;
  /** Only the first one counts; what Slack was told is taken must be on record. */
  ack: Ack;
  actionId: string;
  actionTs: string;
  value: string;
  actor: Actor;
  origin: Origin;
}
