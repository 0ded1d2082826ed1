import { z } from 'zod';
import { defineOperation, field } from '../../operation.ts';
import { path } from '../../path.ts';
import { inShape } from '../../shape.ts';
import { FOUND_BY_NAME } from '../answers.ts';
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
  settingName,
  WRITTEN,
} from './schemas.ts';

export const createSms = defineOperation({
  id: 'jframework.sms.create',
  title: 'Create an SMS setting',
  summary: 'Adds an SMS setting to the brand.',
  risk: 'write',
  repeatable: false,

  input: z.object({
    appIntegrationId: field('Provider id', providerId, PROVIDER),
    credentials,
    phoneNumber: field('Number', phone, {
      hint: 'Messages are sent from it.',
      placeholder: '+4512345678',
      aliases: ['number'],
    }),
    name: field('Name', settingName, { placeholder: 'Appointment reminders' }),
    description: field('Description', description.optional(), { as: 'multiline' }),
    status: field('Status', z.enum(STATUSES).optional(), { hint: 'Left empty, JFramework decides.' }),
    isDefault: field('Default', z.boolean().default(false), {
      hint: 'Takes the place of the setting that is the default now.',
    }),
  }),
  positional: ['appIntegrationId', 'credentials', 'phoneNumber', 'name'],

  confirm: ({ name, phoneNumber, credentials: chosen, isDefault }) =>
    isDefault
      ? {
          headline: `Create "${name}" as the default of the brand?`,
          facts: { Name: name, Number: phoneNumber, Credentials: chosen },
          warning: `${defaultWarning(true)} SMS of the brand go out through the new one at once.`,
          button: 'Create',
        }
      : undefined,

  request: ({ appIntegrationId, name, credentials: chosen, phoneNumber, description: words, status, isDefault }) => ({
    method: 'POST',
    path: path`app-integrations/sms`,
    json: {
      appIntegrationId,
      name,
      credentials: chosen,
      phoneNumber,
      description: words,
      status: status && WRITTEN[status],
      isDefault,
    },
  }),

  async verify({ input: { name, phoneNumber }, call }) {
    const answer = await call({ method: 'GET', path: path`app-integrations/sms`, whenEmpty: [] });
    const found = inShape(z.array(setting), answer).find((one) => one.name === name && one.phoneNumber === phoneNumber);
    return found
      ? { happened: true, card: { ...settingCard(found, `${nameOf(found)} is there`), notes: [FOUND_BY_NAME] } }
      : { happened: false, why: `JFramework has no setting "${name}" with this number.` };
  },

  response: setting,

  present: (created) => settingCard(created, `${nameOf(created)}: created`),

  examples: [
    {
      appIntegrationId: 'sAp3wZr8kTq5lsmzhb',
      credentials: 'main',
      phoneNumber: '+1234567890',
      name: 'SMS Integration',
    },
  ],
});
