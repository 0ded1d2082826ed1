import { e164, person } from '../people.ts';
import { seededRandom } from '../random.ts';

export interface Subscription {
  _id: string;
  /** Null: visible to everyone. */
  reseller: string | null;
  title: string;
  description: string | null;
  email: boolean;
  sms: boolean;
}

export interface Entry {
  subscription: Subscription;
  subscribers: { email: string; sms: string }[];
}

/** Whom the bot's token belongs to. */
export const OWN_RESELLER = '5A0C3F19D27B4E8861F0A9C4';
export const OTHER_RESELLER = '5A0C3F19D27B4E8861F0A9C5';
/** A customer of the own reseller, for the list filter. */
export const OWN_CUSTOMER = '6B1D402AE38C5F9972A1BAD6';

const SEED: readonly [
  title: string,
  description: string | null,
  reseller: string | null,
  email: boolean,
  sms: boolean,
][] = [
  ['Planned service windows', 'We announce upgrades that may affect you 14 days ahead.', OWN_RESELLER, true, false],
  ['Outages', 'As soon as we know, and again when it works.', OWN_RESELLER, true, true],
  ['Invoices', null, OWN_RESELLER, true, false],
  ['Night work <urgent> & *loud*', '@here <!channel> please read', OWN_RESELLER, false, true],
  ['Number porting', 'When a number has moved.', OWN_RESELLER, true, false],
  ['إشعارات الشبكة', 'Right to left.', OWN_RESELLER, true, false],
  ['Price changes 📈', 'Once a quarter.', OWN_RESELLER, true, true],
  ['General terms', 'For all of us.', null, true, false],
  ['Core network', null, null, true, true],
  ['Somebody else’s news', 'Belongs to another reseller.', OTHER_RESELLER, true, false],
];

export function seedEntries(): Map<string, Entry> {
  const random = seededRandom(80);
  const entries = SEED.map(([title, description, reseller, email, sms]): Entry => {
    const _id = random.hex(24).toUpperCase();
    const count = random.int(2, 9);
    const subscribers = Array.from({ length: count }, () => ({ email: person(random).email, sms: e164(random) }));
    return { subscription: { _id, reseller, title, description, email, sms }, subscribers };
  });
  return new Map(entries.map((entry) => [entry.subscription._id, entry]));
}
