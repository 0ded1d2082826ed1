import type { Random } from '../../sandbox/vendors/random.ts';
import { weighed } from './chance.ts';

/** What a vendor does to the write of an intent (to every request, where it only reads). */
export const VENDOR_FAULTS = {
  'answers late': 'the work is done at once, the answer comes late but in time',
  'answers too late': 'the work is done, the answer comes after the time limit',
  hangs: 'takes the request, does nothing, never answers',
  'drops the answer': 'does the work and breaks the connection',
  'breaks off': 'breaks the connection before the work',
  'cuts the answer': 'does the work and breaks the connection in the middle of the body',
  '429': 'does nothing, asks to come back in a second',
  '429 for long': 'does nothing, asks to come back in half a minute',
  '500': 'does nothing and says 500',
  '500 after the work': 'does the work and says 500',
  'answers nonsense': 'does the work and answers with a page of HTML',
} as const;
export type VendorFault = keyof typeof VENDOR_FAULTS;

/** What Slack does to the posts and responses for an intent. */
export const SLACK_FAULTS = {
  'limits posts': 'answers 429 with Retry-After',
  'fails posts': 'answers 500',
  'refuses posts': 'answers with an error nobody can mend',
  'shuts the bot out': 'the bot may not speak in this channel',
  'response URL spent': 'the response URL takes nothing any more',
  'response URL fails': 'the response URL answers 500',
  'direct message only': 'neither the channel nor the response URL takes anything',
} as const;
export type SlackFault = keyof typeof SLACK_FAULTS;

/** How the delivery of an intent goes wrong. */
export const DELIVERY_FAULTS = {
  'twice at once': 'delivered twice in the same moment',
  'twice in a row': 'delivered again a little after its acknowledgement',
  'again much later': 'delivered again when all may be over',
  'late and out of order': 'overtaken by later ones',
  'again after a failure': 'delivered again when the first delivery was not answered',
  'double click': 'pressed twice',
} as const;
export type DeliveryFault = keyof typeof DELIVERY_FAULTS;

export interface Faults {
  /** `after`: so many writes are let by first. */
  vendor?: { kind: VendorFault; times: number; after?: number };
  slack?: { kind: SlackFault; times: number };
  delivery?: DeliveryFault;
}

/** How one life of a bot ends: at a named point, at a moment (milliseconds after it is ready), or as it should. */
export type Death =
  | { how: 'at a point'; point: string; when: 'before' | 'after'; nth: number }
  | { how: 'any moment'; afterMs: number }
  | { how: 'stopped'; afterMs: number }
  /** No end, but others may take it for one: the process stands still, and goes on as if nothing had been. */
  | { how: 'frozen'; forMs: number };

const NONE = 'none';

/** Draws what goes wrong for one intent; often several things at once, sometimes nothing. */
export function drawFaults(random: Random): Faults {
  const vendor = weighed(random, {
    [NONE]: 16,
    'answers late': 3,
    'answers too late': 2,
    hangs: 2,
    'drops the answer': 3,
    'breaks off': 2,
    'cuts the answer': 2,
    '429': 2,
    '429 for long': 1,
    '500': 2,
    '500 after the work': 2,
    'answers nonsense': 2,
  } satisfies Record<VendorFault | typeof NONE, number>);
  const slack = weighed(random, {
    [NONE]: 28,
    'limits posts': 2,
    'fails posts': 2,
    'refuses posts': 2,
    'shuts the bot out': 2,
    'response URL spent': 2,
    'response URL fails': 1,
    'direct message only': 1,
  } satisfies Record<SlackFault | typeof NONE, number>);
  const delivery = weighed(random, {
    [NONE]: 16,
    'twice at once': 2,
    'twice in a row': 2,
    'again much later': 2,
    'late and out of order': 2,
    'again after a failure': 3,
    'double click': 3,
  } satisfies Record<DeliveryFault | typeof NONE, number>);
  const [vendorTimes, slackTimes] = [random.pick([1, 1, 2, 99]), random.int(1, 2)];
  return {
    ...(vendor === NONE ? {} : { vendor: { kind: vendor, times: vendorTimes } }),
    ...(slack === NONE ? {} : { slack: { kind: slack, times: slackTimes } }),
    ...(delivery === NONE ? {} : { delivery }),
  };
}
