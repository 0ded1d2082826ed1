import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { operations, vendors } from '../src/operations/catalog.ts';
import { wordsOf } from '../src/operations/operation.ts';
import { appManifest, type ManifestOptions } from './manifest.ts';
import { operationsPage } from './operations-page.ts';

const MANIFEST_HEAD =
  '# Written by `npm run generate` from the catalog; do not edit. For HTTP instead of Socket Mode, and for files in forms:\n' +
  '# npm run --silent manifest -- [--files] [https://your-public-address]\n';

export const manifestYaml = (publicUrl?: string, options?: ManifestOptions): string =>
  MANIFEST_HEAD + stringify(appManifest(publicUrl, options), { lineWidth: 0 });

/** The README's table: a row a resource, its verbs beside it. */
function readmeTable(): string {
  const rows = vendors.flatMap((vendor) => {
    const resources = new Set(vendor.operations.map(({ id }) => wordsOf(id).resource));
    return [...resources].map((resource) => {
      const verbs = vendor.operations.map(({ id }) => wordsOf(id)).filter((words) => words.resource === resource);
      return `| ${vendor.name} | \`/${vendor.id} ${resource}\` | ${verbs.map(({ verb }) => verb).join(', ')} |`;
    });
  });
  const head = `${operations.length} operations:\n\n| vendor | command | verbs |\n| --- | --- | --- |`;
  return `${head}\n${rows.join('\n')}`;
}

const MARKS = /(<!-- operations -->\n)[\s\S]*?(<!-- \/operations -->)/;

/** The README as it stands, with its table made anew. */
const readme = (): string =>
  readFileSync('README.md', 'utf8').replace(
    MARKS,
    (_, before: string, after: string) => `${before}\n${readmeTable()}\n\n${after}`,
  );

/** Every file that is derived (run from the top): path from the top -> content as it should be. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => ({
  'manifest.yml': manifestYaml(),
  'docs/operations.md': await operationsPage(),
  'README.md': readme(),
});
