import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClockMove, SandboxCalls } from '../../sandbox/api.ts';
import { type OpenSandbox, openSandbox } from './sandbox.ts';
import { callSandbox, visitor } from './visitor.ts';

// A newcomer's first watches. With PICTURES=1 the pictures of the documentation are taken anew.
const ADA = 'U0ADA000001';
const OPERATIONS = 'C0OPERAT001';

let sandbox: OpenSandbox;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  sandbox = await openSandbox();
  page = await sandbox.page();
  page.on('pageerror', ({ message }) => faults.push(message));
});
afterAll(async () => {
  await sandbox?.close();
  expect(faults).toEqual([]);
});

const { type, sees, messages, thread, modal, picture } = visitor(() => page);
const inspector = () => page.getByTestId('inspector');
const setChannel = (what: SandboxCalls['channel']['do']) =>
  callSandbox(sandbox, 'channel', { channel: OPERATIONS, do: what });
/** Moves the clock by presses in the page. */
async function moveClock(words: string): Promise<void> {
  await page.getByRole('button', { name: /^Clock/ }).click();
  await page.getByRole('menuitem', { name: words }).click();
}
const skip = (move: ClockMove) => callSandbox(sandbox, 'clock', { as: ADA, move });
const openRecords = async (): Promise<void> => {
  if ((await inspector().count()) === 0) await page.getByRole('button', { name: 'Inspector' }).click();
  await inspector().getByRole('tab', { name: 'At the vendors' }).click();
};
const closeInspector = () => page.getByRole('button', { name: 'Close the inspector' }).click();

/** Somebody at PMP gives a lead another status. Resolves with its name. */
async function changeLead(id: string, status: string): Promise<string> {
  await openRecords();
  const panel = page.getByTestId('records');
  await panel.getByRole('searchbox').fill(id);
  await expect.poll(() => panel.locator('.record-line').count()).toBe(1);
  const name = await panel.locator('.record-line b').innerText();
  await panel.locator('.record-line').click();
  await panel.getByLabel('Status').selectOption(status);
  await panel.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Done at the vendor.').waitFor();
  return name;
}
/** The message of a lead: the channel has one, whatever happens to it. */
const leadMessage = (name: string): Locator => messages().filter({ hasText: `Changed: ${name}` });
/** What the bot compares with has to be known before anything can change. */
const settled = () =>
  expect
    .poll(async () => {
      const response = await fetch(`${sandbox.address}/sandbox/exchanges`);
      const all = (await response.json()) as { between: string; url: string }[];
      return all.some(({ between, url }) => between === 'bot-to-vendor' && /\/api\/leads\/search/.test(url));
    })
    .toBe(true);

describe('a newcomer', () => {
  it('sets up a watch from a search, changes a record, and sees its message, all within a minute', async () => {
    const began = performance.now();
    await type('/pmp lead search acme');
    await (await sees('23 leads found for "acme"')).getByRole('button', { name: /Watch this/ }).click();
    await modal().getByRole('heading', { name: 'Set up a watch' }).waitFor();
    await picture('watch-form');
    await modal()
      .getByRole('combobox', { name: /^Look every/ })
      .click();
    await page.getByRole('option', { name: '1m', exact: true }).click();
    await modal().getByRole('button', { name: 'Watch', exact: true }).click();
    await sees(/set up the watch Leads in PMP CRM with "acme"/);
    await settled();
    await skip('minute');
    const name = await changeLead('137', 'New');
    await picture('watch-change');
    await moveClock('One minute on');
    await expect.poll(() => leadMessage(name).count(), { timeout: 15_000 }).toBe(1);
    await leadMessage(name).getByText('→ New').waitFor();
    expect(performance.now() - began).toBeLessThan(60_000);
    await closeInspector();
    await picture('watch-card');
  });

  it('changes it again: the message shows the present state, its thread what changed', async () => {
    const name = await changeLead('137', 'Qualified');
    await closeInspector();
    await moveClock('One minute on');
    await leadMessage(name).getByText('New → Qualified').waitFor({ timeout: 15_000 });
    expect(await leadMessage(name).count()).toBe(1);
    await leadMessage(name).getByText('(edited)').waitFor();
    await leadMessage(name)
      .getByRole('button', { name: /1 reply/ })
      .click();
    await thread().getByText('New → Qualified').last().waitFor();
    await picture('watch-thread');
    await page.getByRole('button', { name: 'Close the thread' }).click();
  });

  it('archives the channel: the watch pauses and says so to its owner; Resume goes on from where it was', async () => {
    await setChannel('archive');
    const name = await changeLead('133', 'Lost');
    await closeInspector();
    await skip('minute');
    await page.getByRole('navigation').getByText('Bellhop', { exact: true }).click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    const notice = await sees('The channel is archived');
    await picture('watch-paused');
    await setChannel('unarchive');
    await notice.getByRole('button', { name: /Resume/ }).click();
    await page.getByTestId(`channel-${OPERATIONS}`).click();
    await sees('resumed the watch');
    await expect.poll(() => leadMessage(name).count(), { timeout: 15_000 }).toBe(1);
  });

  it('changes twelve records at once, and gets one message', async () => {
    await type('/ops watch pmp tickets every=1m');
    await sees('set up the watch Tickets in PMP CRM');
    await skip('minute');
    await openRecords();
    await page.getByRole('combobox', { name: 'Records' }).selectOption({ label: 'PMP CRM: tickets' });
    await page.waitForTimeout(2_000);
    await page.getByRole('button', { name: 'Change 12 tickets at once' }).click();
    await closeInspector();
    await moveClock('One minute on');
    await sees('12 changed at once');
    await picture('watch-burst');
  });

  it('gets a digest at its time, and with a chart for a week', async () => {
    await type('/ops watch pmp customers every=1m mode=digest at=9:00 days=mon');
    await sees('set up the watch Customers in PMP CRM');
    const add = (company: string) =>
      callSandbox(sandbox, 'add_record', { vendor: 'pmp', kind: 'customers', values: { company } });
    // Two Mondays, so that the second digest is about a whole week.
    for (let day = 0; day < 14; day += 1) {
      await page.waitForTimeout(800);
      for (let one = 0; one <= day % 3; one += 1) await add(`Harbour ${day + 1}.${one + 1} Ltd`);
      await skip('minute');
      await page.waitForTimeout(1_500);
      await skip('morning');
    }
    const digest = await sees(/\d+ new: Customers in PMP CRM/);
    await digest.getByRole('region', { name: 'Customers in PMP CRM' }).waitFor();
    await digest.getByRole('img', { name: /Changes a day/ }).waitFor();
    await picture('watch-digest');
  }, 150_000);

  it('hears of a webhook, once, and not of one whose signature is spoilt', async () => {
    await type('/ops watch hook deploys');
    await sees('set up the watch Webhook deploys');
    await page.getByRole('button', { name: 'Inspector' }).click();
    await inspector().getByRole('tab', { name: 'Webhooks' }).click();
    const sender = page.getByTestId('webhook-deploys');
    await sender.getByRole('button', { name: 'Send', exact: true }).click();
    await sender.getByText('202', { exact: true }).waitFor();
    await sees('checkout-api 4.12.0 is live');
    await picture('watch-webhook');
    await sender.getByRole('button', { name: 'Send the same again' }).click();
    await sender.getByText('200', { exact: true }).waitFor();
    await sender.getByRole('checkbox', { name: 'Spoil the signature' }).check();
    await sender.getByRole('button', { name: 'Send', exact: true }).click();
    await sender.getByText('401', { exact: true }).waitFor();
    await page.waitForTimeout(1_500);
    expect(await messages().filter({ hasText: 'checkout-api 4.12.0 is live' }).count()).toBe(1);
    await closeInspector();
  });

  it('lists the watches of the channel with what can be done', async () => {
    await type('/ops watches');
    const list = await sees(/Watches of this channel/);
    expect(await list.getByRole('button', { name: /^Pause/ }).count()).toBe(4);
    await picture('watch-list');
  });

  it('takes over the watch of a colleague who left: nothing of it is lost', async () => {
    await callSandbox(sandbox, 'command', {
      as: 'U0GRACE0001',
      channel: OPERATIONS,
      text: '/ops watch pmp projects every=1m',
    });
    await sees('set up the watch Projects in PMP CRM');
    await page.waitForTimeout(2_000);
    await page.getByTestId('bot-state').click();
    await page.getByTestId('people-panel').getByRole('button', { name: 'Deactivate Grace Hopper' }).click();
    await page.getByRole('button', { name: 'Take Grace Hopper back' }).waitFor();
    await closeInspector();
    const values = { progress: '99' };
    await callSandbox(sandbox, 'change_record', { vendor: 'pmp', kind: 'projects', id: '80', values });
    await moveClock('One hour on');
    const notice = await sees('may no longer look at what it watches');
    await picture('watch-owner');
    await notice.getByRole('button', { name: /Take over/ }).click();
    await sees('took over the watch');
    await messages().filter({ hasText: 'Changed:' }).getByText('→ 99').waitFor({ timeout: 15_000 });
  });
});
