import { z } from 'zod';
import type { Card, Facts, Next } from '../../operations/card.ts';
import { field } from '../../operations/operation.ts';
import type { RecordType } from '../../operations/records.ts';
import { decoded } from '../shared/responses.ts';
import { asText, flag, idText, storedText as text } from '../shared/values.ts';

/** Vendor document: JFramework, "Update an app integration SMS". */
export const STATUSES = ['Active', 'Inactive'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * How a status is written. The vendor's document says `0 - Inactive`, a newer page of it the bare name; should the bare
 * names turn out to be right, this is the one place to change. Both, and the bare numbers, are read.
 */
export const WRITTEN: Readonly<Record<Status, string>> = { Active: '1 - Active', Inactive: '0 - Inactive' };

const READ: readonly (readonly [spelling: RegExp, Status])[] = [
  [/^(1|(1\s*-\s*)?active)$/i, 'Active'],
  [/^(0|(0\s*-\s*)?inactive)$/i, 'Inactive'],
];

export const readStatus = (spelling: unknown): Status | undefined =>
  READ.find(([known]) => known.test(asText(spelling).trim()))?.[1];

const opaqueId = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\w-]+$/, 'Give the id as JFramework shows it, for example sApKpllz4sAplsmzha.');

export const settingId = field('Setting id', opaqueId, {
  placeholder: 'sApKpllz4sAplsmzha',
  aliases: ['setting'],
  idOf: ['sms', 'setting'],
});

export const providerId = opaqueId;
export const PROVIDER = {
  hint: 'The id of the SMS provider, as "List providers" shows it.',
  placeholder: 'sApKpllz4sAplsmzha',
  aliases: ['provider'],
  idOf: ['provider', 'appintegration'],
};

/** Only a name: the client knows what it stands for. */
export const credentials = field('Credentials', z.string().trim().min(1).max(60), {
  hint: 'The name of a sign-in at the provider, set up by the administrator. Its password is never asked for here.',
  choices: 'credentials',
  aliases: ['credential'],
});

/** E.164, spaces and punctuation forgiven. */
export const phone = z
  .string()
  .overwrite((typed) => typed.replace(/[\s().-]/g, ''))
  .regex(/^\+[1-9]\d{6,14}$/, 'Give the number with country code, for example +4512345678.');

export const settingName = z.string().trim().min(1).max(200);
export const description = z.string().trim().max(1000);

/** In any spelling; undefined for one nobody knows. */
export const status = z.unknown().optional().transform(readStatus).pipe(z.enum(STATUSES).optional());

/**
 * The listed keys only: the vendor echoes the provider's user name and password in clear. Texts are as JFramework stores
 * them, because an update sends them back.
 */
export const setting = z.object({
  id: text,
  name: text,
  phoneNumber: text,
  description: text,
  status,
  isDefault: flag,
  createdDate: text,
  appIntegration: z.object({ id: text, name: text }).nullish().catch(undefined),
});
/** In a list, what has no id is no setting. */
export const settingRow = setting.extend({ id: idText });
export type Setting = z.output<typeof setting>;

export const nameOf = ({ id, name }: Setting): string => decoded(name) || `SMS setting ${id}`;

export const factsOf = (one: Setting): Facts => ({
  Number: one.phoneNumber,
  Status: one.status,
  Default: one.isDefault,
  Provider: one.appIntegration && decoded(one.appIntegration.name),
  'Provider id': one.appIntegration?.id ? { code: one.appIntegration.id } : undefined,
  Created: Number.isNaN(Date.parse(one.createdDate)) ? undefined : { date: one.createdDate },
  Id: { code: one.id },
});

const steps = ({ id, phoneNumber, appIntegration }: Setting): Next[] => {
  const test = { ...(appIntegration?.id ? { appIntegrationId: appIntegration.id } : {}), phoneNumberFrom: phoneNumber };
  return [
    { operation: 'jframework.sms.update', label: 'Change', input: { id } },
    { operation: 'jframework.sms.test', label: 'Send a test', input: test },
    { operation: 'jframework.sms.delete', label: 'Delete', input: { id } },
  ];
};

export const settingRecords: RecordType<Setting> = {
  resource: 'jframework.sms',
  nouns: { one: 'SMS setting', many: 'SMS settings' },
  personal: [],
  idOf: ({ id }) => id,
  titleOf: nameOf,
  detailsOf: ({ phoneNumber, status, isDefault, appIntegration }) => [
    phoneNumber,
    status,
    isDefault ? 'Default' : undefined,
    appIntegration && decoded(appIntegration.name),
  ],
  factsOf,
  valuesOf: (one) => ({
    id: one.id,
    name: decoded(one.name),
    phoneNumber: one.phoneNumber,
    description: decoded(one.description),
    status: asText(one.status),
    isDefault: asText(one.isDefault),
    createdDate: one.createdDate,
    appIntegrationId: one.appIntegration?.id ?? '',
  }),
  nextOf: steps,
};

/** A setting as a card, under its own name unless told otherwise. */
export const settingCard = (one: Setting, headline = nameOf(one)): Card => ({
  headline,
  body: decoded(one.description),
  facts: factsOf(one),
  next: steps(one),
});

/** The effect on the brand of making a setting the default, or no longer the default. */
export const defaultWarning = (isDefault: boolean | undefined): string => {
  if (isDefault === undefined) return '';
  return isDefault ? 'It replaces the present default.' : 'If it is the default now, the brand has none afterwards.';
};
