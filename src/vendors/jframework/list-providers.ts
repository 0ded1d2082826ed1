import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { listOf, totalOf } from '../shared/schema.ts';
import { idText, shownText as text } from '../shared/values.ts';
import { readStatus, STATUSES } from './schemas.ts';

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
  status: z.unknown().optional().transform(readStatus),
});

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

  present: (found, { type, status, keywords }, unseen) => ({
    headline:
      found.length === 0
        ? `No ${status.toLowerCase()} ${type} providers found${keywords ? ` for "${keywords}"` : ''}`
        : `${totalOf(found, unseen)} ${status.toLowerCase()} ${type} provider${totalOf(found, unseen) === 1 ? '' : 's'}`,
    rows: found.map(({ id, name, domain, description }) => ({
      title: name || id,
      details: [{ code: id }, domain, description],
      // Settings of other types are not ours to create.
      ...(type === 'SMS'
        ? { next: { operation: 'jframework.sms.create', label: 'Add a setting', input: { appIntegrationId: id } } }
        : {}),
    })),
  }),

  examples: [{}, { keywords: 'twi', type: 'SMS' }],
});
