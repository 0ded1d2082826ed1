import { z } from 'zod';
import type { Card, Facts, Next } from '../../operations/card.ts';
import { field } from '../../operations/operation.ts';
import type { RecordType } from '../../operations/records.ts';
import { asText, flag, idText, shownText as text } from '../shared/values.ts';

/** Vendor document: TelecomX wiki, `api:employeesubscription:update` and its neighbours. */
export const WRONG_ID = 'Give the whole id: 24 characters, digits and the letters A to F.';

const id = z
  .string()
  .trim()
  .regex(/^[0-9A-Fa-f]{24}$/, WRONG_ID);

export const subscriptionId = field('Subscription id', id, {
  placeholder: 'CBB1CEAA0390A4886247A688',
  aliases: ['subscription'],
  idOf: ['subscription', 'employeesubscription'],
});

/** An id of something else that a subscription may belong to. */
export const ownerId = (label: 'Reseller id' | 'Customer id', hint: string) =>
  field(label, id.optional(), {
    hint,
    placeholder: '5A0C3F19D27B4E8861F0A9C4',
    idOf: [label === 'Reseller id' ? 'reseller' : 'customer'],
  });

export const title = z.string().trim().min(1).max(200);
export const description = z.string().trim().max(3000);

export const CHANNEL_NEEDED = 'At least one of e-mail and SMS has to be on.';

/**
 * Properties without a value may be missing. Ids are read as they come: the vendor's own sample has 23 digits. Texts are
 * for people: an update sends only what somebody changed.
 */
export const subscription = z.object({
  _id: idText,
  reseller: text,
  title: text,
  description: text,
  email: flag,
  sms: flag,
});
export type Subscription = z.output<typeof subscription>;

export const nameOf = ({ _id, title: name }: Subscription): string => name || `Subscription ${_id}`;

export const ownerOf = ({ reseller }: Subscription): string => (reseller ? `Reseller ${reseller}` : 'Everyone');

const steps = ({ _id: id }: Subscription): Next[] => [
  { operation: 'telecomx.subscription.update', label: 'Change', input: { id } },
  { operation: 'telecomx.subscription.subscribers', label: 'Subscribers', input: { id } },
  { operation: 'telecomx.subscription.delete', label: 'Delete', input: { id } },
];

export const factsOf = (one: Subscription): Facts => ({
  'By e-mail': one.email,
  'By SMS': one.sms,
  'Visible to': ownerOf(one),
  Id: { code: one._id },
});

export const subscriptionRecords: RecordType<Subscription> = {
  resource: 'telecomx.subscription',
  nouns: { one: 'subscription', many: 'subscriptions' },
  personal: [],
  idOf: ({ _id }) => _id,
  titleOf: nameOf,
  detailsOf: (one) => [one.email && 'e-mail', one.sms && 'SMS', ownerOf(one)].map((detail) => detail || undefined),
  factsOf,
  valuesOf: ({ _id, reseller, title: name, description: words, email, sms }) => ({
    _id,
    reseller,
    title: name,
    description: words,
    email: asText(email),
    sms: asText(sms),
  }),
  nextOf: steps,
};

/** A subscription as a card, under its own name unless told otherwise. */
export const subscriptionCard = (one: Subscription, headline = nameOf(one)): Card => ({
  headline,
  body: one.description,
  facts: factsOf(one),
  next: steps(one),
});
