import { mkdtempSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBot } from '../handlers/app.ts';
import { startSlack } from '../sandbox/slack/index.ts';
import { startVendors } from '../sandbox/vendors/index.ts';
import { SAMPLE_PROJECT_ID } from '../sandbox/vendors/jumptech/index.ts';
import { loadConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { appManifest } from './manifest.ts';

/** The files of the bot that a request travels through, counted by V8 in the running bot. */
export interface Way {
  what: string;
  files: string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = /^(src|handlers|blocks)\//;
const QUIET_AFTER_MS = 400;

/** Starts to count calls. The returned function gives the files in which a function was called since the last time. */
async function countCalls(): Promise<() => Promise<string[]>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url, functions }) => url.startsWith('file:') && functions.some(wasCalled))
      .map(({ url }) => relative(root, fileURLToPath(url)).replace(/\.js$/, '.ts'))
      .filter((file) => ROOMS.test(file))
      .sort();
  };
}

/** The nameless function that starts at the very beginning is the module itself. */
const wasCalled = ({
  functionName,
  ranges,
}: {
  functionName: string;
  ranges: { startOffset: number; count: number }[];
}) => ranges.some(({ startOffset, count }) => count > 0 && !(functionName === '' && startOffset === 0));

/** Runs the built bot against the simulators, and counts the files of a search, and of a write by form. */
export async function filesPerRequest(): Promise<Way[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-files-'));
  const slack = await startSlack({ manifest: appManifest() });
  const vendors = await startVendors();
  const environment = Object.assign({}, slack.env, ...vendors.map(({ env }) => env), { PORT: '0', DATA_DIR: dataDir });
  const config = loadConfig(environment);
  if (!config.slack) throw new Error('The simulator gave no Slack names.');
  // Nothing sweeps meanwhile: that would be counted too.
  const options = { inThread: false, sweepMs: 60_000, watchSweepMs: 60_000 };
  const bot = await startBot({ ...config, slack: config.slack }, createLog('silent'), options);
  const { workspace } = slack;
  slack.connectBot(`http://127.0.0.1:${bot.port}`);
  const as = workspace.person('ada')?.id ?? '';
  const type = (text: string) => workspace.command({ as, channel: '#operations', text });
  const untilQuiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_AFTER_MS));
  const count = (words: string) =>
    workspace.messages('ada', '#operations').filter((message) => JSON.stringify(message).includes(words)).length;
  const oneMore = (words: string) => {
    const before = count(words);
    return () => count(words) > before;
  };

  const search = async () => {
    const isFound = oneMore('Search leads');
    await type('/pmp lead search acme');
    await workspace.waitFor(isFound);
    await untilQuiet();
  };
  const openForm = async () => {
    await type(`/jumptech note add ${SAMPLE_PROJECT_ID}`);
    await workspace.waitFor(
      () =>
        workspace
          .views('ada')
          .at(-1)
          ?.blocks.some(({ type: kind }) => kind === 'input') ?? false,
    );
    await untilQuiet();
  };
  const submit = async (note: string) => {
    const isAdded = oneMore('Note added');
    await workspace.submitView('ada', { Note: note });
    await workspace.waitFor(isAdded);
    await untilQuiet();
  };
  try {
    // What is done only the first time (a person looked up, a connection made) is done before counting.
    await search();
    await openForm();
    await submit('Files First');
    const take = await countCalls();
    await take();
    await search();
    const read = await take();
    await openForm();
    const opening = await take();
    await submit('Files Second');
    const submitting = await take();
    return [
      { what: 'a read by command', files: read },
      { what: 'opening a form', files: opening },
      { what: 'a write by form', files: submitting },
    ];
  } finally {
    await bot.stop();
    await slack.close();
    await Promise.all(vendors.map((vendor) => vendor.close()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ways = await filesPerRequest();
  for (const { what, files } of ways)
    process.stdout.write(`${what}: ${files.length} files\n${files.map((file) => `  ${file}\n`).join('')}`);
  process.exit(0);
}
