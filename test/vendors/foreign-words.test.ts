import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardMessage } from '../../blocks/card.ts';
import { errorMessage } from '../../blocks/error.ts';
import { operations } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { serve } from '../http/support.ts';
import { everyVendorAt } from '../support/every-vendor.ts';
import { performing } from '../support/vendor-replay.ts';

/** What every plain object answers to, and what a look-up must not find. */
const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

/** Columns that vendors really have, so that the names get as far as they can. */
const COLUMNS = [
  ...['id', '_id', 'userid', 'ticketid', 'name', 'company', 'subject', 'title', 'status', 'billing_type', 'priority'],
  ...['email', 'sms', 'message', 'error', 'errors', 'code', 'data', 'success', 'statusCode', 'body', 'description'],
  ...['isDefault', 'phoneNumber', 'appIntegration', 'reseller', 'record_id', 'due_date', 'createdDate'],
];

const key = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...COLUMNS) }, fc.constantFrom(...NAMES));
const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...NAMES) },
  fc.constantFrom<unknown>(1, 0, true, false, null, '1', 12.5),
);
const { json } = fc.letrec((tie) => ({
  record: fc.array(fc.tuple(key, tie('json')), { maxLength: 8 }).map(Object.fromEntries),
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('record'),
    fc.array(tie('record'), { maxLength: 4 }),
  ),
}));
const status = fc.constantFrom(200, 200, 201, 209, 400, 401, 403, 404, 405, 409, 422);

const FRAME = { operation: 'Test', vendor: 'Vendor', actor: 'U1', at: 0, tookMs: 1, reference: 'BH-1' };

let answer: { status: number; body: string } = { status: 200, body: '' };
const { url } = await serve((response) => {
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
const run = performing(everyVendorAt(url));

/** Runs an operation against this answer and draws what became of it. */
async function answerTo(operation: Operation, input: Record<string, unknown>, code: number, body: unknown) {
  answer = { status: code, body: JSON.stringify(body) };
  const { outcome } = await run(operation, input);
  const { card, failure } = outcome;
  expect(failure?.kind).not.toBe('bug');
  const message = card ? cardMessage(card, FRAME) : failure && errorMessage(failure, FRAME);
  const drawn = JSON.stringify(message);
  expect(drawn).toBeTypeOf('string');
  expect(drawn).not.toMatch(/native code|function |undefined/);
  return outcome;
}

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  it('takes the names of every plain object for words like any other', async () => {
    const [input] = operation.examples;
    await fc.assert(
      fc.asyncProperty(status, json, async (code, body) => {
        await answerTo(operation, input as Record<string, unknown>, code, body);
      }),
      { numRuns: 10 },
    );
  });
});

const telecomx = operations.find(({ id }) => id === 'telecomx.subscription.get') as Operation;
const SUBSCRIPTION = { id: 'CBB1CEAA0390A4886247A688' };

it.each(NAMES)('is a word of a vendor that means nothing: %s', async (word) => {
  for (const code of [401, 403, 404, 422]) {
    const { failure } = await answerTo(telecomx, SUBSCRIPTION, code, { error: word });
    expect(failure?.message).toBeTypeOf('string');
  }
  const { failure } = await answerTo(telecomx, SUBSCRIPTION, 422, { error: word });
  expect(failure).toEqual({ kind: 'refused', message: `TelecomX refused: ${word}` });
});

it.each(NAMES)('is a value of a record that is shown as it is: %s', async (word) => {
  const project = operations.find(({ id }) => id === 'pmp.project.get') as Operation;
  const { card } = await answerTo(project, { id: '7' }, 200, { id: '7', name: word, billing_type: word, status: word });
  expect(card).toMatchObject({ headline: word, facts: { Billing: word, Status: word } });
});

it.each(NAMES)('is a value of a form that a person may give: %s', async (word) => {
  for (const operation of operations) {
    const text = operation.input.safeParse({ ...operation.examples[0], [operation.positional.at(-1) ?? '']: word });
    if (text.success)
      await answerTo(operation, text.data, 200, { status: true, success: true, data: {}, [word]: word });
  }
});
