import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the bot with all it needs, so that a new life starts in a moment. Returns the path of the program. */
export async function buildBot(): Promise<string> {
  const outfile = fileURLToPath(new URL('../../dist/test/faults/bot-child.mjs', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('./bot-child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    external: ['@photostructure/sqlite', 'pg-native'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return outfile;
}
