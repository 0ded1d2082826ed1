import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../../support/stage.ts';
import { PUBLISH_KEY } from './support.ts';

const LEAK = 'title=Leaking%20faucet&description=Under%20the%20sink%20%26%20worse';
let stage: Stage;
let left: string[] = [];

beforeAll(async () => {
  stage = await raise({ vendors: { only: ['particlespace'] } });
  stage.vendor('particlespace').onExchange(({ method, url, requestBody, status }) => {
    // A reset forgets all tokens, so the first call of each test is turned away.
    if (!url.endsWith('/authenticate') && status !== 401)
      left.push(`${method} ${new URL(url).pathname} ${requestBody}`);
  });
});
beforeEach(() => {
  left = [];
  stage.vendor('particlespace').reset();
});
afterAll(() => stage.close());

const fill = (values: Record<string, string | boolean>) => stage.slack.workspace.submitView('ada', values);

it('creates a ticket from a command, and moves it on with a button that knows its fields', async () => {
  await stage.type('/particlespace ticket create NEW title="Leaking faucet" description=Under the sink & worse');
  const card = await stage.sees('Ticket tic_81 created: Leaking faucet');
  expect(left).toEqual([`POST /api/v1/ticket/new ${LEAK}&status=NEW&notify=0&automated=0`]);
  await stage.press(card, 'Move it');
  await stage.opens('Move a ticket');
  await fill({ Status: 'On hold' });
  await stage.sees('→ On hold');
  expect(left[1]).toBe(`PUT /api/v1/ticket/tic_81 ${LEAK}&status=ON_HOLD&notify=0&automated=0`);
});

it('updates a ticket from a form, and fills the next form with what was sent', async () => {
  await stage.type('/particlespace ticket update tic_9');
  await stage.opens('Update a ticket');
  await fill({ Title: 'Leaking faucet', Description: 'Under the sink & worse', Status: 'On hold' });
  await stage.sees('Ticket tic_9 updated: Leaking faucet');
  await stage.type('/particlespace ticket move tic_9 done');
  await stage.opens('Move a ticket');
  await fill({});
  await stage.sees('→ Done');
  expect(left).toEqual([
    `PUT /api/v1/ticket/tic_9 ${LEAK}&status=ON_HOLD&notify=0&automated=0`,
    `PUT /api/v1/ticket/tic_9 ${LEAK}&status=DONE&notify=0&automated=0`,
  ]);
});

it('creates a ticket from a form, and moves another from a command with everything in it', async () => {
  await stage.type('/particlespace ticket create');
  await stage.opens('Create a ticket');
  await fill({ Status: 'New', Title: 'Leaking faucet', Description: 'Under the sink & worse' });
  await stage.sees('Ticket tic_81 created');
  const words = 'title="Leaking faucet" description="Under the sink & worse" remind=yes';
  await stage.type(`/particlespace ticket move tic_3 ON_HOLD ${words}`);
  await stage.sees('→ On hold');
  await stage.type(`/particlespace ticket update tic_4 status=DONE ${words}`);
  await stage.sees('Ticket tic_4 updated');
  expect(left).toEqual([
    `POST /api/v1/ticket/new ${LEAK}&status=NEW&notify=0&automated=0`,
    `PUT /api/v1/ticket/tic_3 ${LEAK}&status=ON_HOLD&notify=0&automated=1`,
    `PUT /api/v1/ticket/tic_4 ${LEAK}&status=DONE&notify=0&automated=1`,
  ]);
});

it('tells people outside only after showing the way, the number and the words', async () => {
  const words = 'title=Leak description=Sink notify=yes by=email contacts=a@example.com,b@example.com';
  await stage.type(`/particlespace ticket move tic_9 ON_HOLD ${words} message="The part is on its way."`);
  const question = await stage.sees('notify 2 people by e-mail?');
  expect(wordsIn(question.blocks)).toContain('The part is on its way.');
  expect(left).toEqual([]);
  await stage.press(question, 'Save and notify');
  await stage.sees('→ On hold');
  expect(left).toEqual([
    'PUT /api/v1/ticket/tic_9 title=Leak&description=Sink&status=ON_HOLD&notify=1&time=&type=email' +
      '&contacts=a%40example.com%2Cb%40example.com&notifyMessage=The%20part%20is%20on%20its%20way.&automated=0',
  ]);
});

it('says under the field which contact is of the wrong kind', async () => {
  await stage.type('/particlespace ticket move tic_9 ON_HOLD title=Leak description=Sink');
  await stage.sees('→ On hold');
  await stage.type('/particlespace ticket move tic_9 DONE notify=yes by=sms contacts=a@example.com');
  await stage.opens('Move a ticket');
  expect(JSON.stringify(await fill({}))).toContain(
    'All contacts must be phone numbers in digits. These are not: a@example.com',
  );
  expect(left).toHaveLength(1);
});

it('leaves keys, tokens and contacts in no message for others and no line of the log', async () => {
  const { env } = stage.vendor('particlespace');
  const shown = stage.transcript('grace') + stage.logged();
  expect(shown).toContain('operation finished');
  for (const hidden of [env.PARTICLESPACE_SECRET_KEY, env.PARTICLESPACE_PUBLISH_KEY, PUBLISH_KEY, 'sandbox-token']) {
    expect(shown).not.toContain(hidden);
  }
  expect(shown).not.toMatch(/[ab]@example\.com/);
});
