import type { Random } from '../random.ts';
import type { RecordBook } from '../records.ts';
import { type Entry, OWN_RESELLER, type Subscription } from './subscriptions.ts';

const ON_OFF = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const word = (on: boolean): string => (on ? 'yes' : 'no');

/** The fields of a subscription that people at TelecomX change; others are left out. */
const written = ({ title, description, sms }: Readonly<Record<string, string>>): Partial<Subscription> => ({
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description: description || null }),
  ...(sms !== undefined && { sms: sms === 'yes' }),
});

/** What people at TelecomX itself see and change. */
export function telecomxRecordBook(entries: Map<string, Entry>, ids: Random): RecordBook {
  return {
    key: 'subscriptions',
    one: 'subscription',
    many: 'subscriptions',
    fields: [
      { name: 'title', label: 'Title' },
      { name: 'sms', label: 'By SMS', choices: ON_OFF },
      { name: 'description', label: 'Description' },
    ],
    all: () =>
      [...entries.values()].reverse().map(({ subscription: { _id, title, description, sms } }) => ({
        id: _id,
        title,
        values: { title, sms: word(sms), description: description ?? '' },
      })),
    change(id, values) {
      const entry = entries.get(id);
      if (entry) entry.subscription = { ...entry.subscription, ...written(values) };
      return entry !== undefined;
    },
    add(values) {
      const _id = ids.hex(24).toUpperCase();
      const blank = {
        _id,
        reseller: OWN_RESELLER,
        title: 'New subscription',
        description: null,
        email: true,
        sms: false,
      };
      entries.set(_id, { subscription: { ...blank, ...written(values) }, subscribers: [] });
      return _id;
    },
    remove: (id) => entries.delete(id),
  };
}
