import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../../dist/test/faults', import.meta.url));

/** Bundles the bot and the thread it listens in, so that a new life starts in a moment. Returns the path of the program. */
export async function buildBot(): Promise<string> {
  await build({
    entryPoints: {
      'bot-child': fileURLToPath(new URL('./bot-child.ts', import.meta.url)),
      thread: fileURLToPath(new URL('../../handlers/http/thread.ts', import.meta.url)),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    external: ['@photostructure/sqlite', 'pg-native'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return join(folder, 'bot-child.js');
}
