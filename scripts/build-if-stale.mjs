/**
 * Builds before `npm start` if a source is newer than the built program. Where the tools for building are not installed,
 * as in production, what was built before is started as it is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'handlers', 'blocks', 'doors', 'sandbox', 'scripts'];
const SINGLE = ['package.json', 'package-lock.json', 'tsconfig.json'];

const changedAt = (path) => statSync(join(root, path)).mtimeMs;
const newest = Math.max(
  ...SINGLE.filter((path) => existsSync(join(root, path))).map(changedAt),
  ...SOURCES.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => changedAt(join(folder, path))),
  ),
);
// The last thing that a build writes.
const program = 'dist/bot/main.js';
const isBuilt = existsSync(join(root, program));

if (!isBuilt || changedAt(program) < newest) {
  if (existsSync(join(root, 'node_modules/typescript'))) {
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
    process.exit(status ?? 1);
  }
  if (!isBuilt) {
    process.stderr.write('Bellhop is not built, and its tools are not installed. Run "npm ci" and "npm run build".\n');
    process.exit(1);
  }
}
