import type { BlockAction } from '@slack/bolt';
import type { z } from 'zod';
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

/** What a button carries, as JSON; undefined when it is not of this shape. */
export function parseValue<S extends z.ZodType>(schema: S, value: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
