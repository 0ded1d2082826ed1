import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository, seen from `dist/bench`. */
export const top = fileURLToPath(new URL('../../', import.meta.url));
export const resultsFolder = join(top, 'bench', 'results');
/** Journals and logs of the contestants, on the same disk as the repository and not on one in memory. */
export const workFolder = join(resultsFolder, 'work');
export const performancePage = join(top, 'docs', 'performance.md');
