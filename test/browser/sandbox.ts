import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const READY_WITHIN_MS = 20_000;

/** The sandbox as `npm start` runs it, and a headless Chromium in front of it. */
export interface OpenSandbox {
  address: string;
  /** Milliseconds from the start of the program to the address on the screen. */
  startedInMs: number;
  page(width?: number, height?: number): Promise<Page>;
  close(): Promise<void>;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`The sandbox did not start: ${said}`)), READY_WITHIN_MS);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Open (http:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  });
}

export async function openSandbox(): Promise<OpenSandbox> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-browser-'));
  const began = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: dataDir,
    env: { PATH: process.env.PATH ?? '', PORT: '0', SANDBOX_PORT: '0', DATA_DIR: dataDir, VENDOR_TIMEOUT_SECONDS: '3' },
  });
  const address = await addressOf(child);
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
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
