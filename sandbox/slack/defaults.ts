import type { KnownBlock } from '@slack/types';
import { randomWord } from './identity.ts';
import { type Dictionary, isObject } from './validate/check.ts';
import { ELEMENTS } from './validate/elements.ts';

/** Elements that can be used; the others (images, text) carry no `action_id`. */
const INTERACTIVE = new Set(Object.keys(ELEMENTS).filter((type) => !['image', 'plain_text', 'mrkdwn'].includes(type)));

function complete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(complete);
  if (!isObject(value)) return value;
  const filled: Dictionary = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, complete(one)]));
  if (filled.type === 'plain_text') filled.emoji ??= true;
  if (filled.type === 'mrkdwn') filled.verbatim ??= false;
  if (INTERACTIVE.has(String(filled.type))) filled.action_id ??= randomWord(4);
  if (filled.type === 'input') {
    filled.optional ??= false;
    filled.dispatch_action ??= false;
  }
  return filled;
}

/** Valid blocks with what Slack fills in: ids, and the defaults that come back in payloads. */
export const withDefaults = (blocks: readonly unknown[]): KnownBlock[] =>
  blocks.map((block) => {
    const filled = complete(block) as Dictionary;
    filled.block_id ??= randomWord(4);
    return filled as unknown as KnownBlock;
  });

export const withTextDefaults = <T>(text: T): T => complete(text) as T;
