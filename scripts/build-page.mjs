/** Bundles the sandbox's page into `dist/sandbox/page`: one script, one style sheet, one document; nothing from the network. */
import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const from = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await mkdir(from('dist/sandbox/page'), { recursive: true });
await Promise.all([
  cp(from('sandbox/page/index.html'), from('dist/sandbox/page/index.html')),
  build({
    entryPoints: { app: from('sandbox/page/src/main.tsx') },
    outdir: from('dist/sandbox/page'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl' },
    logLevel: 'warning',
  }),
]);
