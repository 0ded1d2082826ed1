import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Config } from '../src/config.ts';
import { createBotProcess, freePort } from './bot-process.ts';
import { createMovedClock } from './clock.ts';
import { createReset } from './reset.ts';
import { startSandboxServer } from './server.ts';
import { startSlack } from './slack/index.ts';
import { startVendors } from './vendors/index.ts';
import { WEBHOOK_ENV } from './webhook-sender.ts';
import { WELCOME_LINES } from './welcome-lines.ts';

/** Built files lie in `dist/sandbox` or, bundled, in `dist/bot`: two folders below these. */
const manifestPath = new URL('../../manifest.yml', import.meta.url);
const policyPath = fileURLToPath(new URL('../../sandbox/policy.yml', import.meta.url));
const pageDir = fileURLToPath(new URL('../sandbox/page/', import.meta.url));

/** Files are off unless a site wants them; here they can be tried. */
function manifestWithFiles(): unknown {
  const manifest = parse(readFileSync(manifestPath, 'utf8'));
  manifest.oauth_config.scopes.bot.push('files:read');
  return manifest;
}

/**
 * A workspace to try everything in: simulated Slack and vendors on the loopback, a page to use them from, and the bot as
 * a process of its own between them. Resolves when all of it answers.
 */
export async function runSandbox(config: Config): Promise<{ stop(): Promise<void> }> {
  const clock = createMovedClock();
  const { now } = clock;
  const vendors = await startVendors({ now });
  const slack = await startSlack({ port: await freePort(config.sandboxPort), manifest: manifestWithFiles(), now });
  const environment = Object.assign({}, slack.env, ...vendors.map(({ env }) => env)) as Record<string, string>;
  const dataDir = resolve(config.sandboxDataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const own = {
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    SLACK_FILES: 'on',
    DATA_DIR: dataDir,
    POLICY_FILE: policyPath,
    ...WEBHOOK_ENV,
  };
  const port = await freePort(config.port);
  const bot = createBotProcess({ environment: { ...own, ...environment }, port, cwd: dataDir, clock });
  slack.connectBot(bot.url);
  const reset = createReset({ slack, vendors, bot, clock, dataDir });
  const page = startSandboxServer({ slack, vendors, pageDir, bot, clock, reset, welcomeLines: WELCOME_LINES });
  await bot.start();
  process.stdout.write(
    `\n  Bellhop is running in its sandbox. Open ${slack.url} in a browser\n` +
      '  and type /pmp lead search acme into the message box.\n\n' +
      `  Everything here is simulated and stays on this machine. The bot itself listens on ${bot.url}.\n` +
      '  To connect a real workspace see README.md. Ctrl+C ends it.\n\n',
  );
  return {
    async stop() {
      await bot.stop();
      await page.close();
      await slack.close();
      await Promise.all(vendors.map((vendor) => vendor.close()));
    },
  };
}
