import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits.ts';

const COUNTED = new Set(['text', 'value', 'url', 'alt_text', 'accessibility_label']);

/** Characters Slack sums over a message: every text, and to be careful what buttons carry. */
export function weightOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [key, value]) => sum + (typeof value === 'string' && COUNTED.has(key) ? value.length : weightOf(value)),
    0,
  );
}

const CAPS = [3000, 2000, 1400, 1000, 700, 500, 350, 250, 180, 120, 80, 40, 20];

/**
 * Builds a message's blocks within the total budget: the longest texts give way first. `build` is called with the most
 * that one text or button value may take, smaller each time, until the sum fits.
 */
export function withinBudget(build: (cap: number) => KnownBlock[]): KnownBlock[] {
  let blocks: KnownBlock[] = [];
  for (const cap of CAPS) {
    blocks = build(cap);
    if (weightOf(blocks) <= LIMITS.messageTotal) break;
  }
  return blocks;
}
