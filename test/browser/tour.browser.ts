import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SwitchPosition } from '../../sandbox/api.ts';
import { WELCOME_LINES } from '../../sandbox/welcome-lines.ts';
import { type OpenSandbox, openSandbox } from './sandbox.ts';
import { callSandbox, visitor } from './visitor.ts';

// A new user's first minutes. With PICTURES=1 the pictures of the documentation are taken anew.
const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';

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

const { type, sees, messages, thread, modal, picture, actAs } = visitor(() => page);
const setSwitch = (vendor: string, position: SwitchPosition) =>
  callSandbox(sandbox, 'vendor_switch', { vendor, position });

describe('a new user', () => {
  it('sees the page soon after the start', async () => {
    expect(sandbox.startedInMs).toBeLessThan(5_000);
    await page.getByText('Welcome to #operations').waitFor();
    // What is offered here is typed, line by line, in test/e2e/offered-lines.test.ts.
    const offered = await page.getByRole('region', { name: 'Getting started' }).locator('.example').allInnerTexts();
    expect(offered).toEqual(Object.values(WELCOME_LINES).flat());
    await picture('welcome');
  });

  it('searches leads, pages through them and opens one', async () => {
    await type('/pmp lead search acme');
    const list = await sees('23 leads found for "acme"');
    await picture('search');
    await list.getByRole('button', { name: 'Next page' }).click();
    await sees('11–20 of 23');
    await messages().filter({ hasText: '11–20 of 23' }).last().getByRole('button', { name: /^Open/ }).first().click();
    await page
      .getByText(/1 reply/)
      .last()
      .click();
    await thread().getByText('Phone', { exact: false }).first().waitFor();
    await picture('lead');
    await page.getByRole('button', { name: 'Close the thread' }).click();
  });

  it('adds a note by command', async () => {
    await type(`/jumptech note add ${PROJECT} Customer rang, wants a morning slot`);
    await sees('Note added to project 7d733b90');
    await picture('note');
  });

  it('adds a note by form, with the error under its field', async () => {
    await type('/jumptech note add not-the-id Gate code is 4711');
    await modal().getByText('Give the whole project id').first().waitFor();
    await picture('form-error');
    await modal()
      .getByRole('textbox', { name: /Project id/ })
      .fill(PROJECT);
    await modal().getByRole('button', { name: 'Add a note' }).click();
    await modal().waitFor({ state: 'detached' });
    await sees('Gate code is 4711');
  });

  it('moves a ticket, and is asked before anybody outside is told', async () => {
    await type('/particlespace ticket move tic_9 ON_HOLD title=Leaking faucet description=Leak under the kitchen sink');
    await sees('→ On hold');
    await type('/particlespace ticket move tic_9 DONE');
    await modal().getByText('Filled in with what I last sent').waitFor();
    await picture('form-recalled');
    await modal().getByRole('button', { name: 'Move a ticket' }).click();
    await sees('→ Done');
    await type(
      '/particlespace ticket move tic_9 ON_HOLD title=Faucet description=Leak notify=yes type=email contacts=a@example.com',
    );
    const question = await sees('notify 1 person by e-mail?');
    await picture('confirm');
    await question.getByRole('button', { name: /Save and notify/ }).click();
    await sees('→ On hold');
  });

  it('meets each kind of error in plain words', async () => {
    await type('/pmp lead get 999999');
    await sees('PMP has no such record');
    await picture('error-refused');

    await setSwitch('pmp', 'down');
    await type('/pmp lead search acme');
    const unavailable = await sees('PMP cannot be reached');
    await picture('error-unavailable');
    await setSwitch('pmp', 'normal');
    await unavailable.getByRole('button', { name: /Try again/ }).click();
    await sees(/leads found for "acme"/);

    await setSwitch('jumptech', 'drops_answer');
    await type(`/jumptech note add ${PROJECT} Was it written?`);
    await sees('Outcome unknown');
    await picture('unknown');
    await setSwitch('jumptech', 'normal');
  });

  it('is refused as a guest', async () => {
    await actAs(/Gus Guest/);
    await type('/pmp lead search acme');
    await sees("Guests can't use Bellhop");
    await picture('error-denied');
    await actAs(/Ada Lovelace/);
  });

  it('needs somebody else for what silences a brand, who sees all of it', async () => {
    await type('/jframework sms delete sApKpllz4sAplsmzha');
    await (await sees('Delete this SMS setting?')).getByRole('button', { name: /^Delete/ }).click();
    await sees('Waiting for one approval');
    const card = await sees('Can decide');
    await card.getByText('@ops-leads').waitFor();
    await card.getByRole('button', { name: /^Approve/ }).click();
    await sees(/Nobody can approve/);
    await actAs(/Grace Hopper/);
    await picture('approval');
    await (await sees('Can decide')).getByRole('button', { name: /^Approve/ }).click();
    await sees('SMS setting deleted');
    await sees('Approved and done');
    await actAs(/Ada Lovelace/);
  });

  it('finds help at every level, and App Home', async () => {
    await type('/ops');
    await sees('What I can do');
    await type('/pmp lead serch acme');
    await sees('/pmp lead search');
    await picture('help');
    await page.getByRole('navigation').getByText('Bellhop', { exact: true }).click();
    await page.getByTestId('home').getByText('PMP CRM').first().waitFor();
    await picture('home');
    await page.getByTestId(/channel-C0OPERAT001/).click();
  });

  it('settles what a killed bot left, after it is started again', async () => {
    await setSwitch('jumptech', 'hangs');
    await type(`/jumptech note add ${PROJECT} Written before the power cut`);
    await page.getByTestId('bot-state').click();
    const panel = page.getByTestId('bot-panel');
    await panel.getByRole('button', { name: 'Kill' }).click();
    await panel.getByText('Stopped', { exact: false }).waitFor();
    await setSwitch('jumptech', 'normal');
    await panel.getByRole('button', { name: 'Start' }).click();
    await panel.getByText('Running', { exact: false }).waitFor();
    const card = messages().filter({ hasText: 'Outcome unknown' }).filter({ hasText: 'Written before the power cut' });
    await card.waitFor({ timeout: 30_000 });
    await picture('after-a-kill');
    await page.getByRole('button', { name: 'Close the inspector' }).click();
  });

  it('looks behind the scenes', async () => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByTestId('exchange').first().waitFor();
    await page.getByTestId('exchange').first().click();
    await picture('inspector');
    await page.getByRole('button', { name: 'Close the inspector' }).click();
  });

  it('can do all that on a phone', async () => {
    const wide = page;
    page = await sandbox.page(390, 844);
    await type('/pmp lead search acme');
    await sees(/leads found for "acme"/);
    const overflow = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect(overflow).toBe(false);
    await picture('phone');
    page = wide;
  });

  it('starts again with fresh data', async () => {
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByTestId('confirm').getByRole('button', { name: 'Cancel' }).click();
    await sees(/leads found for "acme"/);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByTestId('confirm').getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => messages().count(), { timeout: 15_000 }).toBe(0);
    await page.getByText('Welcome to #operations').waitFor();
    await type('/ops history');
    await sees('Nothing on record fits');
    await page.getByRole('navigation').getByText('Bellhop', { exact: true }).click();
    await page.getByTestId('home').getByText('PMP CRM').first().waitFor();
  });
});
