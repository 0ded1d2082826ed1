import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { counted, manyRecords, type RecordType } from '../../operations/records.ts';
import { path } from '../shared/path.ts';
import { listOf, totalOf } from '../shared/schema.ts';
import { idText, shownText as text } from '../shared/values.ts';
import { STATUSES, status } from './schemas.ts';

const TYPES = [
  'SMS',
  'SMTP',
  'PushNotification',
  'Authenticate',
  'PaymentGateway',
  'Analytics',
  'CDN',
  'ReCaptcha',
] as const;

const provider = z.object({
  id: idText,
  name: text,
  type: text,
  domain: text,
  description: text,
  status,
});

const providerRecords: RecordType<z.output<typeof provider>> = {
  resource: 'jframework.provider',
  nouns: { one: 'provider', many: 'providers' },
  personal: [],
  idOf: ({ id }) => id,
  titleOf: ({ id, name }) => name || id,
  detailsOf: ({ id, domain, description }) => [{ code: id }, domain, description],
  factsOf: ({ id, type, domain, description, status }) => ({
    Type: type,
    Domain: domain,
    Description: description,
    Status: status,
    Id: { code: id },
  }),
  valuesOf: ({ id, name, type, domain, description, status }) => ({
    id,
    name,
    type,
    domain,
    description,
    status: status ?? '',
  }),
  // Settings of other types are not ours to create.
  nextOf: ({ id, type }) =>
    type === 'SMS'
      ? [{ operation: 'jframework.sms.create', label: 'Add a setting', input: { appIntegrationId: id } }]
      : [],
};

export const listProviders = defineOperation({
  id: 'jframework.provider.list',
  title: 'List providers',
  summary: 'Lists the providers that a setting can use, with the id that a new SMS setting needs.',
  risk: 'read',
  repeatable: true,

  input: z.object({
    keywords: field('Search for', z.string().trim().max(100).default(''), { placeholder: 'twilio' }),
    type: field('Type', z.enum(TYPES).default('SMS')),
    status: field('Status', z.enum(STATUSES).default('Active')),
  }),
  positional: ['keywords'],

  request: ({ keywords, type, status }) => ({
    method: 'GET',
    path: path`app-integrations`,
    query: { type, status, keywords },
    whenEmpty: [],
  }),

  response: listOf(provider),

  records: manyRecords(providerRecords),

  present: (found, { type, status, keywords }, unseen) => ({
    headline:
      found.length === 0
        ? `No ${status.toLowerCase()} ${type} providers found${keywords ? ` for "${keywords}"` : ''}`
        : counted(providerRecords, totalOf(found, unseen), `${status.toLowerCase()} ${type}`),
    rows: found.map((row) => ({
      title: providerRecords.titleOf(row),
      details: providerRecords.detailsOf(row),
      ...(type === 'SMS'
        ? { next: { operation: 'jframework.sms.create', label: 'Add a setting', input: { appIntegrationId: row.id } } }
        : {}),
    })),
  }),

  examples: [{}, { keywords: 'twi', type: 'SMS' }],
});
