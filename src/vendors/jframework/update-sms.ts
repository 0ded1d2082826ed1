import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { decoded } from '../shared/responses.ts';
import { parseAs } from '../shared/schema.ts';
import { changes, replacement } from './replacement.ts';
import {
  credentials,
  defaultWarning,
  description,
  nameOf,
  PROVIDER,
  phone,
  providerId,
  STATUSES,
  setting,
  settingCard,
  settingId,
  settingName,
} from './schemas.ts';

const read = (id: string) => ({ method: 'GET', path: path`app-integrations/sms/${id}` }) as const;

export const updateSms = defineOperation({
  id: 'jframework.sms.update',
  title: 'Change an SMS setting',
  summary:
    'Changes an SMS setting of the brand. What is left out stays as it is; the credentials are needed every time.',
  risk: 'destructive',
  // To take the default a second time would take it from who got it meanwhile.
  repeatable: ({ isDefault }) => isDefault !== true,
  subject: 'id',

  input: z.object({
    id: settingId,
    credentials,
    name: field('Name', settingName.optional(), { placeholder: 'Appointment reminders' }),
    phoneNumber: field('Number', phone.optional(), {
      hint: 'Messages are sent from it.',
      placeholder: '+4512345678',
      aliases: ['number'],
    }),
    description: field('Description', description.optional(), { as: 'multiline' }),
    status: field('Status', z.enum(STATUSES).optional()),
    isDefault: field('Default', z.boolean().optional(), {
      hint: 'Left empty, it stays as it is. Yes replaces the present default.',
    }),
    appIntegrationId: field('Provider id', providerId.optional(), PROVIDER),
  }),
  positional: ['id', 'credentials'],

  confirm: ({ id, credentials: chosen, isDefault }) => ({
    headline: 'Change this SMS setting?',
    facts: { Id: { code: id }, Credentials: chosen },
    warning:
      `SMS of the brand go out with the new values at once: a wrong number or sign-in silences them. ${defaultWarning(isDefault)}`.trim(),
    button: 'Change',
  }),

  async preview({ input, call }) {
    return changes(parseAs(setting, await call(read(input.id))), input);
  },

  async prefill({ input, call }) {
    if (!input.id) return {};
    const { name, phoneNumber, description: words, status, isDefault } = parseAs(setting, await call(read(input.id)));
    // "No" in the form is always somebody taking the default away.
    return {
      name: decoded(name),
      phoneNumber,
      description: decoded(words),
      status,
      isDefault: isDefault || undefined,
    };
  },

  async run({ input, call }) {
    const current = parseAs(setting, await call(read(input.id)));
    return call({ method: 'PUT', path: path`app-integrations/sms/${input.id}`, json: replacement(current, input) });
  },

  response: setting,

  present: (saved, { credentials: chosen }) => {
    const card = settingCard(saved, `${nameOf(saved)}: changed`);
    return { ...card, facts: { ...card.facts, Credentials: chosen } };
  },

  examples: [
    { id: 'sApKpllz4sAplsmzha', credentials: 'main', phoneNumber: '+1234567890' },
    { id: 'sApKpllz4sAplsmzha', credentials: 'main', status: 'Inactive' },
  ],
});
