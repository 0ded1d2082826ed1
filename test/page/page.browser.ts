import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestBlocks, everyBlock, everyInput, hostile } from './kitchen-sink.ts';
import type { Delivery } from './puppet-bot.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

beforeEach(async () => {
  stage.bot.heard.length = 0;
  stage.bot.answer = () => undefined;
  page = await stage.open();
  page.on('pageerror', ({ message }) => faults.push(message));
});
afterEach(async () => {
  for (const modal of stage.slack.workspace.views('ada').toReversed()) {
    await stage.slack.workspace.close({ as: 'ada', viewId: modal.id });
  }
  await page.context().close();
  expect(faults.splice(0)).toEqual([]);
});

const composer = () => page.getByRole('combobox', { name: 'Message #operations' });
const modal = () => page.getByTestId('modal');
const hasFocus = (one: Locator) => expect.poll(() => one.and(page.locator(':focus')).count()).toBe(1);
const heard = (type: string): Delivery[] => stage.bot.heard.filter((one) => one.type === type);
/** Posts as the bot; the message as the page draws it. */
const post = async (message: object): Promise<Locator> => {
  const posted = await stage.bot.slack('chat.postMessage', { channel: 'C0OPERAT001', text: 'x', ...message });
  return page.locator(`[data-ts="${(posted as { ts: string }).ts}"]`).first();
};
const openForm = async (): Promise<void> => {
  stage.bot.answer = async ({ command, trigger_id }) => {
    if (command === '/form') await stage.bot.slack('views.open', { trigger_id, view: everyInput() });
  };
  await composer().fill('/form ');
  await composer().press('Enter');
  await modal().waitFor();
};

describe('the composer', () => {
  it('completes a command by keys and sends it', async () => {
    await composer().fill('/');
    expect(await page.getByRole('option').count()).toBe(2);
    await composer().press('ArrowDown');
    await composer().press('Tab');
    expect(await composer().inputValue()).toBe('/sink ');
    await composer().pressSequentially('show everything');
    await composer().press('Enter');
    await expect.poll(() => stage.bot.heard[0]).toMatchObject({ command: '/sink', text: 'show everything' });
    await composer().press('ArrowUp');
    expect(await composer().inputValue()).toBe('/sink show everything');
  });

  it('takes an example from the beginning of the channel', async () => {
    await page.getByRole('button', { name: '/sink show everything' }).click();
    expect(await composer().inputValue()).toBe('/sink show everything');
    await page.getByRole('button', { name: '/sink add' }).click();
    expect(await composer().inputValue()).toBe('/sink add ');
  });

  it('breaks the line with Shift+Enter and sends words with Enter', async () => {
    await composer().fill('one');
    await composer().press('Shift+Enter');
    await composer().pressSequentially('two');
    await composer().press('Enter');
    await page.getByTestId('message').filter({ hasText: 'one' }).last().waitFor();
    expect(await composer().inputValue()).toBe('');
  });
});

describe('messages', () => {
  it('show foreign words as words', async () => {
    const message = await post({ text: hostile });
    await message.waitFor();
    expect(await message.locator('script, .message-text img, a').count()).toBe(0);
    expect(await page.evaluate('window.hit')).toBeUndefined();
  });

  it('tell the bot what was chosen, with everything else that is filled in', async () => {
    const message = await post({ blocks: everyBlock });
    await message.getByRole('checkbox', { name: 'Tell the customer' }).check();
    await message.getByRole('combobox', { name: 'Choose a slot' }).click();
    await page.keyboard.type('even');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('block_actions').length).toBe(2);
    const { actions, state } = heard('block_actions')[1] as { actions: object[]; state: { values: object } };
    expect(actions[0]).toMatchObject({ action_id: 'slot', selected_option: { value: 'evening' } });
    expect(state.values).toMatchObject({
      choose: { flags: { selected_options: [{ value: 'tell the customer' }] }, day: { selected_date: '2026-12-24' } },
    });
  });

  it('ask before a press that wants it', async () => {
    const message = await post({ blocks: everyBlock });
    const button = message.getByRole('button', { name: 'Cancel it' });
    await button.click();
    await page.getByTestId('confirm').getByRole('button', { name: 'Keep it' }).click();
    await hasFocus(button);
    expect(heard('block_actions')).toHaveLength(0);
    await button.click();
    await page.getByTestId('confirm').getByRole('button', { name: 'Cancel the booking' }).click();
    await expect.poll(() => heard('block_actions').length).toBe(1);
  });

  it('open a thread, and take shortcuts from their menu', async () => {
    const message = await post({ text: 'A thing to talk about' });
    await message.hover();
    await message.getByRole('button', { name: 'Reply in thread' }).click();
    await page.getByRole('combobox', { name: 'Message thread' }).fill('A reply');
    await page.keyboard.press('Enter');
    await message.getByRole('button', { name: /1 reply/ }).waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'More message actions' }).click();
    await page.getByRole('menuitem', { name: /Use this message/ }).click();
    await expect.poll(() => heard('message_action')[0]).toMatchObject({ callback_id: 'use' });
  });
});

describe('tables and charts', () => {
  it('are sorted, searched and paged by the reader', async () => {
    const message = await post({ blocks: digestBlocks });
    const table = message.getByRole('region', { name: 'What changed' });
    const column = () => table.locator('tbody tr td:first-child').allInnerTexts();
    expect(await column()).toEqual(['Lead 1', 'Lead 2', 'Lead 3', 'Lead 4', 'Lead 5']);
    await table.getByRole('button', { name: 'Quote' }).click();
    await table.getByRole('button', { name: 'Quote' }).click();
    expect(await column()).toEqual(['Lead 6', 'Lead 3', 'Lead 1', 'Lead 4', 'Lead 5']);
    await table.getByRole('button', { name: 'Next rows' }).click();
    expect(await column()).toEqual(['Lead 7', 'Lead 2']);
    await table.getByRole('searchbox').fill('lead 3');
    expect(await column()).toEqual(['Lead 3']);
  });

  it('say in words what a chart shows', async () => {
    const message = await post({ blocks: digestBlocks });
    await message
      .getByRole('img', { name: 'Leads by day: New Mon 2, Tue 3, Wed 4; Changed Mon 5, Tue 4, Wed 3' })
      .waitFor();
    expect(await message.locator('rect').count()).toBe(6);
  });
});

describe('modals', () => {
  it('keep what was typed when the bot refuses it, and go to the field that is wrong', async () => {
    await openForm();
    const name = modal().getByRole('textbox', { name: 'Name' });
    await hasFocus(name);
    await name.fill('Ngozi');
    await modal().getByRole('textbox', { name: 'Note' }).fill('Mind the dog');
    stage.bot.answer = () => ({ response_action: 'errors', errors: { note: 'Too short a note.' } });
    await modal().getByRole('button', { name: 'Send it' }).click();
    await modal().getByRole('alert').filter({ hasText: 'Too short a note.' }).waitFor();
    expect(await name.inputValue()).toBe('Ngozi');
    await hasFocus(modal().getByRole('textbox', { name: 'Note' }));
  });

  it('report every input as Slack does', async () => {
    await openForm();
    await modal().getByRole('textbox', { name: 'Name' }).fill('Ngozi');
    await modal().getByRole('textbox', { name: 'E-mail' }).fill('n@example.com');
    await modal().getByLabel('Day').fill('2026-12-24');
    await modal().getByRole('combobox', { name: 'Colleague' }).click();
    await page.getByRole('option', { name: /Grace/ }).click();
    await modal().getByRole('combobox', { name: 'Tags' }).click();
    await page.getByRole('option', { name: 'Evening' }).click();
    await page.keyboard.press('Escape');
    await modal().getByRole('checkbox', { name: 'By mail' }).check();
    await modal().getByRole('radio', { name: 'Repair' }).check();
    await modal().getByRole('button', { name: 'Send it' }).click();
    await expect.poll(() => heard('view_submission').length).toBe(1);
    const { view } = heard('view_submission')[0] as { view: { state: { values: object } } };
    expect(view.state.values).toMatchObject({
      name: { v: { type: 'plain_text_input', value: 'Ngozi' } },
      note: { v: { value: null } },
      count: { v: { value: '1' } },
      mail: { v: { value: 'n@example.com' } },
      day: { v: { selected_date: '2026-12-24' } },
      time: { v: { selected_time: '08:00' } },
      moment: { v: { selected_date_time: null } },
      slot: { v: { selected_option: { value: 'morning' } } },
      owner: { v: { selected_option: null } },
      tags: { v: { selected_options: [{ value: 'afternoon' }, { value: 'evening' }] } },
      person: { v: { selected_user: 'U0GRACE0001' } },
      agree: { v: { selected_options: [{ value: 'by mail' }] } },
      kind: { v: { selected_option: { value: 'repair' } } },
      files: { v: { files: [] } },
    });
    await modal().waitFor({ state: 'detached' });
    await hasFocus(composer());
  });

  it('upload files as they are chosen, name them, and report them as Slack does', async () => {
    await openForm();
    const input = modal().getByLabel('Pictures');
    const picture = (name: string, size: number) => ({ name, mimeType: 'image/png', buffer: Buffer.alloc(size, 'x') });
    await input.setInputFiles([picture('meter.png', 3 * 2 ** 20), picture('roof.png', 2000)]);
    const list = modal().getByRole('list', { name: 'Uploaded' });
    await list.getByText('meter.png').waitFor();
    expect(await list.textContent()).toMatch(/meter\.png\s*3\.0 MB\s*roof\.png\s*2 kB/);
    // Choosing again replaces them.
    await input.setInputFiles([picture('door.png', 2000)]);
    await list.getByText('door.png').waitFor();
    await modal().getByRole('textbox', { name: 'Name' }).fill('Ngozi');
    await modal().getByRole('button', { name: 'Send it' }).click();
    await expect.poll(() => heard('view_submission').length).toBe(1);
    const { view } = heard('view_submission')[0] as { view: { state: { values: object } } };
    expect(view.state.values).toMatchObject({
      files: {
        v: { type: 'file_input', files: [{ name: 'door.png', mimetype: 'image/png', size: 2000, mode: 'hosted' }] },
      },
    });
  });

  it('ask the bot for the options of an external select', async () => {
    await openForm();
    stage.bot.answer = ({ type, value }) =>
      type === 'block_suggestion' && { options: [{ text: { type: 'plain_text', text: `Like ${value}` }, value: 'x' }] };
    await modal().getByRole('combobox', { name: 'Owner' }).click();
    await page.keyboard.type('gr');
    await page.getByRole('option', { name: 'Like gr' }).click();
    expect(await modal().getByRole('combobox', { name: 'Owner' }).inputValue()).toBe('Like gr');
  });

  it('stay open with what was typed when the bot does not answer', async () => {
    await openForm();
    await modal().getByRole('textbox', { name: 'Name' }).fill('Ngozi');
    stage.bot.answer = () => new Promise(() => {});
    await modal().getByRole('button', { name: 'Send it' }).click();
    await modal().getByRole('alert').filter({ hasText: 'trouble connecting' }).waitFor();
    expect(await modal().getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ngozi');
  });

  it('stack, and Escape goes back to what was typed below', async () => {
    await openForm();
    await modal().getByRole('textbox', { name: 'Name' }).fill('Ngozi');
    stage.bot.answer = () => ({ response_action: 'push', view: everyInput('One above') });
    await modal().getByRole('button', { name: 'Send it' }).click();
    await modal().getByRole('heading', { name: 'One above' }).waitFor();
    stage.bot.answer = () => undefined;
    await page.keyboard.press('Escape');
    await modal().getByRole('heading', { name: 'Every input' }).waitFor();
    expect(await modal().getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ngozi');
    await page.keyboard.press('Escape');
    await modal().waitFor({ state: 'detached' });
  });
});

describe('the rest of the page', () => {
  it('changes the person, and shows what only they may see', async () => {
    await page.getByRole('button', { name: /Act as/ }).click();
    await page.getByRole('menuitemradio', { name: /Gus Guest/ }).click();
    await page.getByRole('button', { name: /Act as: Gus Guest/ }).waitFor();
    await expect.poll(() => page.getByRole('navigation').getByRole('button', { name: 'random' }).count()).toBe(0);
  });

  it('draws App Home when it is opened', async () => {
    stage.bot.answer = async ({ type }) => {
      if (type !== 'event_callback') return;
      const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'At home' } }];
      await stage.bot.slack('views.publish', { user_id: 'U0ADA000001', view: { type: 'home', blocks } });
    };
    await page.getByRole('navigation').getByRole('button', { name: 'Bellhop' }).click();
    await page.getByRole('heading', { name: 'At home' }).waitFor();
  });

  it('shows what went over the wire', async () => {
    await composer().fill('/sink hello there');
    await composer().press('Enter');
    await page.getByRole('button', { name: 'Inspector' }).click();
    const line = page.getByTestId('exchange').filter({ hasText: '/sink hello there' }).first();
    await line.getByRole('button').first().click();
    await line.getByText('text = hello there').waitFor();
  });

  it('makes the sidebar a drawer on a phone, with nothing wider than the window', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    await post({ blocks: everyBlock });
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'installations' }).click();
    await page.getByRole('heading', { name: 'installations', exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
