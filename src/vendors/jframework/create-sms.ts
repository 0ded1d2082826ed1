import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { isNear } from '../shared/near.ts';
import { path } from '../shared/path.ts';
import { decoded, FOUND_BY_NAME, unavailable } from '../shared/responses.ts';
import { readRows } from '../shared/schema.ts';
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
  settingRow,
  WRITTEN,
} from './schemas.ts';

/** `+45 12 34` and `004512...` are compared by what both have. */
const digitsOf = (number: string): string => number.replace(/\D/g, '').replace(/^00/, '');

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
      hint: 'It replaces the present default.',
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
    const { rows, odd, unread } = await readRows(settingRow, answer);
    const found = rows.find((one) => decoded(one.name) === name && one.phoneNumber === phoneNumber);
    if (found) {
      return { happened: true, card: { ...settingCard(found, `${nameOf(found)} is there`), notes: [FOUND_BY_NAME] } };
    }
    const sameNumber = (stored: string) => [digitsOf(phoneNumber), ''].includes(digitsOf(stored));
    const near = rows.findLast((one) => isNear(one.name, name) && sameNumber(one.phoneNumber));
    if (near) return { happened: 'maybe', candidate: `the setting "${nameOf(near)}", ${near.phoneNumber || near.id}` };
    if (odd + unread > 0)
      throw unavailable('JFramework sent settings that the bot could not read: it may be among them.');
    return { happened: false, why: `JFramework has no setting "${name}" with this number.` };
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
