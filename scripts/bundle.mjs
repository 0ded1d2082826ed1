/**
 * Bundles the built program into `dist/bot`: a few files start three times as fast as a thousand. What is loaded only
 * when it is used (the sandbox, say) stays a file of its own. The native SQLite comes from `node_modules`.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leaveOut } from './bundle/leave-out.mjs';

const from = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));

await rm(from('bot'), { recursive: true, force: true });
await build({
  entryPoints: {
    main: from('src/main.js'),
    thread: from('handlers/http/thread.js'),
    'moved-bot': from('sandbox/moved-bot.js'),
  },
  outdir: from('bot'),
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  chunkNames: '[name]-[hash]',
  external: ['@photostructure/sqlite', 'pg-native'],
  plugins: [leaveOut],
  // Node keeps the text of every file in memory. Names stay: the log says where an error was thrown.
  minifyWhitespace: true,
  minifySyntax: true,
  // Packages in the old module format ask for Node's own modules this way.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  sourcemap: true,
  logLevel: 'warning',
});
