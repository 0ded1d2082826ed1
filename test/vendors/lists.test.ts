import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { parseJson } from '../../src/vendors/shared/parse-json.ts';
import { MOST_ROWS } from '../../src/vendors/shared/schema.ts';
import { serve } from '../http/support.ts';
import { everyVendorAt } from '../support/every-vendor.ts';
import { performing } from '../support/vendor-replay.ts';

let body = '';
const { url } = await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
const run = performing(everyVendorAt(url), 20_000);

const operation = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`There is no operation "${id}".`);
  return found;
};

async function cardOf(id: string, answer: unknown, input: Record<string, unknown> = {}) {
  body = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const { outcome } = await run(operation(id), input);
  return outcome;
}

const pmp = (id: number) => ({ id: String(id), name: `Lead ${id}` });
const setting = (id: number) => ({ id: `s${id}`, name: `Setting ${id}` });
const subscription = (id: number) => ({ _id: `${id}`, title: `Subscription ${id}` });
const inEnvelope = (data: unknown) => ({ success: true, data });
const asIs = (data: unknown) => data;

/** Every list of every vendor: its id, one of its rows, a row without an id, and how it is wrapped. */
const LISTS: [id: string, row: (id: number) => object, odd: object, wrap: (data: unknown) => unknown][] = [
  ['pmp.lead.list', pmp, { id: null, name: 'Odd' }, asIs],
  ['pmp.lead.list', pmp, { id: null, name: 'Odd' }, (data) => ({ data, meta: {} })],
  ['pmp.customer.list', (id) => ({ userid: `${id}`, company: `C ${id}` }), { userid: null }, asIs],
  ['pmp.milestone.list', pmp, { id: null }, asIs],
  ['pmp.project.list', pmp, { id: null }, asIs],
  ['pmp.ticket.list', (id) => ({ ticketid: `${id}`, subject: `T ${id}` }), { ticketid: null }, asIs],
  ['jframework.sms.list', setting, { id: null }, inEnvelope],
  ['jframework.provider.list', setting, { id: null }, inEnvelope],
  ['telecomx.subscription.list', subscription, { _id: null }, asIs],
];

describe.each(LISTS)('%s', (id, row, odd, wrap) => {
  it('shows the other rows when one is odd, and says so', async () => {
    for (const strange of [odd, null, 'text', 7, []]) {
      const { card } = await cardOf(id, wrap([row(1), strange, row(2)]));
      expect(card?.rows).toHaveLength(2);
      expect(card?.headline).toMatch(/^3 /);
      expect(card?.notes).toContain('1 row came in a form that the bot does not know, so it is not shown.');
    }
  });

  it('is no list when every row is odd', async () => {
    expect((await cardOf(id, wrap([odd, odd]))).failure).toMatchObject({
      kind: 'unavailable',
      message: 'The answer came in a form that the bot does not know.',
    });
  });

  it('may be an array of PHP with gaps', async () => {
    const { card } = await cardOf(id, wrap({ 0: row(1), 2: row(2) }));
    expect(card?.rows).toHaveLength(2);
    expect(card?.notes).toBeUndefined();
  });

  it('may be empty in every way', async () => {
    for (const none of [[], {}]) expect((await cardOf(id, wrap(none))).card?.rows).toEqual([]);
  });

  it('takes a number for the text it stands for', async () => {
    const { card } = await cardOf(id, wrap([{ ...row(1), name: 12, title: 12, company: 12, description: 12 }]));
    expect(card?.rows).toHaveLength(1);
  });

  it('is complete up to 10,000 rows', async () => {
    const { card } = await cardOf(id, wrap(Array.from({ length: 10_000 }, (_, index) => row(index + 1))));
    expect(card?.rows).toHaveLength(10_000);
    expect(card?.notes).toBeUndefined();
  });

  it('is shown up to a limit and counted beyond it', async () => {
    const many = Array.from({ length: MOST_ROWS + 5 }, (_, index) => row(index + 1));
    const { card } = await cardOf(id, wrap(many));
    expect(card?.rows).toHaveLength(MOST_ROWS);
    expect(card?.headline).toMatch(/^20005 /);
    expect(card?.notes).toContain('This list is too long for Slack: the last 5 rows are not shown.');
  });
});

it('is empty where its envelope holds nothing', async () => {
  for (const none of [{ data: null }, { data: null, meta: {}, status: true }]) {
    expect((await cardOf('pmp.lead.list', none)).card?.rows).toEqual([]);
  }
  const { card } = await cardOf('pmp.lead.list', { ...pmp(1), data: null });
  expect(card?.rows).toHaveLength(1);
});

it('the people of a subscription are counted beyond the limit and shown up to it', async () => {
  const id = 'CBB1CEAA0390A4886247A688';
  const email = Array.from({ length: MOST_ROWS + 5 }, (_, index) => `a${index}@example.com`);
  const answer = { email: [...email, null], sms: { 0: '+4512345678', 3: 4_587_654_321 } };
  const { card } = await cardOf('telecomx.subscription.subscribers', answer, { id, show: 'all' });
  expect(card?.facts).toMatchObject({ 'By e-mail': MOST_ROWS + 6, 'By SMS': 2 });
  expect(card?.rows).toHaveLength(MOST_ROWS + 2);
  expect(card?.notes?.[0]).toBe('This list is too long for Slack: the last 6 rows are not shown.');
});

describe('an answer near the limit of size', () => {
  /**
   * The most processor time between two turns of the event loop, in milliseconds, and the memory taken, in megabytes.
   * Processor time, because a busy machine makes every turn long.
   */
  async function cost(work: () => Promise<void>) {
    const before = process.memoryUsage().heapUsed;
    let heldUp = 0;
    let isOver = false;
    let last = process.cpuUsage();
    const turn = (): void => {
      const { user, system } = process.cpuUsage(last);
      last = process.cpuUsage();
      heldUp = Math.max(heldUp, (user + system) / 1_000);
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await work();
    // What held the loop up at the very end is seen a turn later.
    await new Promise((resolve) => setTimeout(resolve, 30));
    isOver = true;
    return { heldUp, megabytes: (process.memoryUsage().heapUsed - before) / 2 ** 20 };
  }

  const TINY_ROWS = `[${Array(950_000).fill('{"id":1}').join(',')}]`;

  /** How long the loop may be held up, in milliseconds: 400, or as much longer as this machine is slower right now. */
  function mostHeldUp(): number {
    const parsing = Array.from({ length: 3 }, () => {
      const before = performance.now();
      JSON.parse(TINY_ROWS);
      return performance.now() - before;
    });
    return Math.max(400, 4 * Math.min(...parsing));
  }

  // Without slices each of these holds the loop for 0.4 to 16 seconds on an idle machine.
  it.each([
    ['950,000 tiny rows', TINY_ROWS],
    ['950,000 tiny rows in data', `{"data":${TINY_ROWS},"meta":{}}`],
    [
      '22,000 ordinary leads',
      JSON.stringify(
        Array.from({ length: 22_000 }, (_, id) => ({ ...pmp(id), company: 'A &amp; B', description: 'x'.repeat(350) })),
      ),
    ],
    [
      '9,000 ordinary leads',
      JSON.stringify(Array.from({ length: 9_000 }, (_, id) => ({ ...pmp(id), description: 'x'.repeat(900) }))),
    ],
    [
      '550,000 tiny rows as an array of PHP with gaps',
      `{${Array.from({ length: 550_000 }, (_, id) => `"${id}":{"id":1}`).join(',')}}`,
    ],
    ['two million numbers', `[${Array(2_000_000).fill('7').join(',')},{"id":1}]`],
  ])('does not hold everything up: %s', { retry: 2 }, async (_, answer) => {
    body = answer;
    const limit = mostHeldUp();
    const { heldUp, megabytes } = await cost(async () => {
      const { outcome } = await run(operation('pmp.lead.list'), {});
      expect(outcome.tookMs).toBeGreaterThan(0);
    });
    expect(heldUp).toBeLessThan(limit);
    expect(megabytes).toBeLessThan(400);
  });

  it('deeply nested does not end the bot', async () => {
    const { failure } = await cardOf('pmp.lead.list', `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`);
    expect(failure).toMatchObject({ kind: 'unavailable' });
  });
});

describe('parsing in slices', () => {
  const big = Array.from({ length: 3_000 }, (_, id) => ({
    id,
    text: `"quoted\\" ],[ {é} \\\\`,
    inner: [[id], { a: [1, 2] }],
    pad: 'x'.repeat(100),
  }));
  it.each([
    ['an array', big],
    ['in data', { success: true, data: big, errors: [], after: { deep: [1] } }],
    ['two levels down', { a: 1, data: { items: big, total: 3 } }],
    ['keys of every plain object', { ['__proto__']: 1, constructor: 'x', data: big }],
  ])('gives what parsing at once gives: %s', async (_, value) => {
    const text = JSON.stringify(value, null, 1);
    expect(text.length).toBeGreaterThan(256 * 1024);
    expect(await parseJson(text)).toEqual(JSON.parse(text));
    expect(await parseJson(`\uFEFF${JSON.stringify(value)}`)).toEqual(JSON.parse(text));
  });

  it('makes an array of PHP with gaps the list that it is', async () => {
    const numbered = Object.fromEntries(big.map((row, index) => [index * 2, row]));
    expect(await parseJson(JSON.stringify(numbered))).toEqual(big);
    expect(await parseJson(JSON.stringify({ data: numbered, total: 3 }))).toEqual({ data: big, total: 3 });
  });

  it('knows what is no JSON', async () => {
    const text = JSON.stringify(big);
    for (const broken of [text.slice(0, -1), `${text}]`, text.replace('"pad"', 'pad'), `<html>${text}`]) {
      expect(await parseJson(broken)).toBeUndefined();
    }
  });
});
