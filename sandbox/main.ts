import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Config } from '../src/config.ts';
import { createBotProcess, freePort } from './bot-process.ts';
import { startSandboxServer } from './server.ts';
import { startSlack } from './slack/index.ts';
import { startVendors } from './vendors/index.ts';

/** Built files lie in `dist/sandbox`, two folders below these. */
const manifestPath = new URL('../../manifest.yml', import.meta.url);
const policyPath = fileURLToPath(new URL('../../sandbox/policy.yml', import.meta.url));
const pageDir = fileURLToPath(new URL('./page/', import.meta.url));

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
  const vendors = await startVendors();
  const slack = await startSlack({ port: await freePort(config.sandboxPort), manifest: manifestWithFiles() });
  const environment = Object.assign({}, slack.env, ...vendors.map(({ env }) => env)) as Record<string, string>;
  const own = {
    LOG_LEVEL: 'warn',
    SLACK_FILES: 'on',
    DATA_DIR: join(config.dataDir, 'sandbox'),
    POLICY_FILE: config.policyFile ?? policyPath,
  };
  const bot = createBotProcess({ ...own, ...environment }, await freePort(config.port));
  slack.connectBot(bot.url);
  const page = await startSandboxServer({ slack, vendors, pageDir, bot });
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
