import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { credentials, PROVIDER, phone, providerId } from './schemas.ts';

export const testSms = defineOperation({
  id: 'jframework.sms.test',
  title: 'Send a test SMS',
  summary: 'Sends one real SMS through a provider, to see whether a sign-in and a number work.',
  risk: 'destructive',
  repeatable: false,

  input: z.object({
    appIntegrationId: field('Provider id', providerId, PROVIDER),
    credentials,
    phoneNumberFrom: field('From', phone, { placeholder: '+4512345678', aliases: ['from'] }),
    phoneNumberTo: field('To', phone, {
      hint: 'Use a phone of your own.',
      placeholder: '+4587654321',
      aliases: ['to'],
    }),
    message: field('Text', z.string().trim().min(1).max(480), {
      as: 'multiline',
      placeholder: 'A test from Bellhop',
      aliases: ['text'],
    }),
  }),
  positional: ['appIntegrationId', 'credentials', 'phoneNumberFrom', 'phoneNumberTo', 'message'],

  confirm: ({ phoneNumberFrom, phoneNumberTo, message, credentials: chosen }) => ({
    headline: `Send an SMS to ${phoneNumberTo}?`,
    facts: { To: phoneNumberTo, From: phoneNumberFrom, Credentials: chosen, Text: message },
    warning: 'It is a real message that costs money and cannot be called back.',
    button: 'Send',
  }),

  request: ({ appIntegrationId, credentials: chosen, phoneNumberFrom, phoneNumberTo, message }) => ({
    method: 'POST',
    path: path`app-integrations/${appIntegrationId}/sms/test`,
    json: { credentials: chosen, phoneNumberFrom, phoneNumberTo, message },
  }),

  response: z.unknown(),

  present: (_, { appIntegrationId, phoneNumberFrom, phoneNumberTo, message, credentials: chosen }) => ({
    headline: `Test SMS sent to ${phoneNumberTo}`,
    body: message,
    facts: { From: phoneNumberFrom, Credentials: chosen, 'Provider id': { code: appIntegrationId } },
    notes: ['JFramework handed it to the provider. Look at the phone to see whether it arrived.'],
  }),

  examples: [
    {
      appIntegrationId: 'sAp3wZr8kTq5lsmzhb',
      credentials: 'main',
      phoneNumberFrom: '+1234567890',
      phoneNumberTo: '+4512345678',
      message: 'A test from Bellhop',
    },
  ],
});
