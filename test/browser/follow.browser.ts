import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenSandbox, openSandbox } from './sandbox.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
/** Answers of every size, from one line to more than a window; nothing in the test scrolls. */
const LINES = [
  '/pmp lead search acme',
  '/pmp customer search acme',
  '/pmp ticket get 7',
  '/jframework sms list',
  '/ops help',
  '/pmp help',
  '/telecomx subscription list',
  '/pmp lead get 42',
  `/jumptech note add ${PROJECT} Customer rang, wants a morning slot`,
  '/pmp lead update 42 status=3',
  '/pmp lead delete 42',
  'hello everybody',
  '/pmp customer list',
  '/ops version',
];

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox?.close());

const composer = (page: Page) => page.getByRole('combobox', { name: 'Message #operations' });
const pill = (page: Page) => page.getByRole('button', { name: 'Newest messages' });
const count = (page: Page) => page.locator('.log-entry').count();

/** Where the last entry stands in the window of the log, in pixels from its top. */
const lastEntry = (page: Page): Promise<{ top: number; bottom: number; window: number }> =>
  page.evaluate(`(() => {
    const log = document.querySelector('.log').getBoundingClientRect();
    const entry = document.querySelector('.log-entry:last-child').getBoundingClientRect();
    return { top: entry.top - log.top, bottom: entry.bottom - log.top, window: log.height };
  })()`);

/** In view: all of it, or its beginning at the top where it is taller than the window. */
async function expectInView(page: Page, what: string): Promise<void> {
  const isInView = async (): Promise<boolean> => {
    const { top, bottom, window } = await lastEntry(page);
    return top >= -1 && (bottom <= window + 1 || top <= 1);
  };
  await expect.poll(isInView, { timeout: 3_000, message: what }).toBe(true);
  expect(await pill(page).count(), what).toBe(0);
}

async function type(page: Page, line: string): Promise<void> {
  const before = await count(page);
  await composer(page).focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect.poll(() => count(page), { timeout: 10_000 }).toBeGreaterThan(before);
}

describe('the conversation', () => {
  it.each([
    ['a wide window', 1280, 860],
    ['a laptop', 1280, 720],
    ['a phone', 390, 844],
  ])('keeps every own answer in view in %s', async (_, width, height) => {
    const page = await sandbox.page(width, height);
    for (const line of LINES) {
      await type(page, line);
      await page.waitForTimeout(400);
      await expectInView(page, line);
    }
    await page.context().close();
  });

  it('leaves a reader further up alone, says that there is more, and comes back with the next own line', async () => {
    const page = await sandbox.page();
    await type(page, '/pmp customer list');
    await type(page, '/ops help');
    await page.locator('.log').hover();
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(300);
    const top = () => page.evaluate("document.querySelector('.log').scrollTop");
    const before = await top();
    await fetch(`${sandbox.address}/sandbox/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'U0GRACE0001', channel: 'C0OPERAT001', text: 'Somebody else writes' }),
    });
    await page.getByText('Somebody else writes').last().waitFor({ state: 'attached' });
    await pill(page).waitFor();
    expect(await top()).toBe(before);
    await type(page, '/ops version');
    await expectInView(page, '/ops version');
    await page.context().close();
  });

  /** An own card, and so much below it that its buttons have to be scrolled to. */
  async function withCardFurtherUp(page: Page, line: string, words: string) {
    await type(page, line);
    const card = page.getByTestId('message').filter({ hasText: words }).last();
    await card.waitFor();
    await type(page, '/pmp help');
    await page.locator('.log').hover();
    await page.mouse.wheel(0, -700);
    await page.waitForTimeout(300);
    return card;
  }

  it('shows the answer to a button that was pressed further up', async () => {
    const page = await sandbox.page();
    const card = await withCardFurtherUp(page, '/jframework sms get sApKpllz4sAplsmzha', 'SMS Integration');
    const before = await count(page);
    await card.getByRole('button', { name: /^Delete/ }).click();
    await expect.poll(() => count(page)).toBe(before + 1);
    await expectInView(page, 'the question');
    await page.context().close();
  });

  it('shows that the answer to a button came as a reply', async () => {
    const page = await sandbox.page();
    const list = await withCardFurtherUp(page, '/pmp customer search acme', 'customers found');
    await list.getByRole('button', { name: /^Open/ }).first().click();
    const replies = list.locator('.replies');
    await replies.waitFor();
    await page.waitForTimeout(300);
    const box = await replies.boundingBox();
    const log = await page.locator('.log').boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(log!.y - 1);
    expect(box!.y + box!.height).toBeLessThanOrEqual(log!.y + log!.height + 1);
    await page.context().close();
  });
});
