import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { CallName, SandboxCalls } from '../../sandbox/api.ts';
import type { OpenSandbox } from './sandbox.ts';

const pictures = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** Somebody who uses the page, by what they see on it. */
export interface Visitor {
  composer(channel?: string): Locator;
  /** The messages of the open channel. */
  messages(): Locator;
  thread(): Locator;
  modal(): Locator;
  /** Types a line into the composer of the open channel, and sends it. */
  type(text: string, channel?: string): Promise<void>;
  /** The newest message with these words, as soon as there is one. */
  sees(words: string | RegExp): Promise<Locator>;
  actAs(name: RegExp): Promise<void>;
  /** With PICTURES=1 a picture for the documentation. */
  picture(name: string): Promise<void>;
}

/** `page` gives the page that is in use. */
export function visitor(page: () => Page): Visitor {
  const composer = (channel = 'operations') => page().getByRole('combobox', { name: `Message #${channel}` });
  const messages = () => page().getByRole('log').first().getByTestId('message');
  return {
    composer,
    messages,
    thread: () => page().getByTestId('thread'),
    modal: () => page().getByTestId('modal'),
    async type(text, channel) {
      await composer(channel).fill(text);
      // The first Enter may take a suggestion; the text then still stands there.
      await composer(channel).press('Escape');
      await composer(channel).press('Enter');
    },
    async sees(words) {
      const message = messages().filter({ hasText: words }).last();
      await message.waitFor({ timeout: 15_000 });
      return message;
    },
    async actAs(name) {
      await page()
        .getByRole('button', { name: /^Act as/ })
        .click();
      await page().getByRole('menuitemradio', { name }).or(page().getByRole('menuitem', { name })).first().click();
    },
    async picture(name) {
      if (!process.env.PICTURES) return;
      // Words that go by themselves would stand in the way.
      await page().locator('.toasts p').waitFor({ state: 'detached' });
      await page().waitForTimeout(300);
      await page().screenshot({ path: `${pictures}${name}.png` });
    },
  };
}

/** Calls the sandbox as the page does. */
export async function callSandbox<Name extends CallName>(
  { address }: Pick<OpenSandbox, 'address'>,
  name: Name,
  body: SandboxCalls[Name],
): Promise<void> {
  await fetch(`${address}/sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
