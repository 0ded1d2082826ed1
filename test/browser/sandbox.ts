import { type Browser, chromium, type Page } from 'playwright-core';
import { startSandboxProgram } from '../support/sandbox-program.ts';

/** The sandbox as `npm start` runs it, and a headless Chromium in front of it. */
export interface OpenSandbox {
  address: string;
  /** Milliseconds from the start of the program to the address on the screen. */
  startedInMs: number;
  page(width?: number, height?: number): Promise<Page>;
  close(): Promise<void>;
}

export async function openSandbox(): Promise<OpenSandbox> {
  const began = performance.now();
  const program = await startSandboxProgram({ shell: { VENDOR_TIMEOUT_SECONDS: '3' } });
  const { address } = program;
  const startedInMs = performance.now() - began;
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    address,
    startedInMs,
    async page(width = 1280, height = 860) {
      const context = await browser.newContext({
        viewport: { width, height },
        timezoneId: 'Europe/Copenhagen',
        locale: 'en-GB',
        colorScheme: 'light',
      });
      const page = await context.newPage();
      await page.goto(address);
      await page.getByRole('combobox', { name: 'Message #operations' }).waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await program.close();
    },
  };
}
