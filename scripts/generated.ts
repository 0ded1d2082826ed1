import { stringify } from 'yaml';
import { appManifest } from './manifest.ts';
import { operationsPage } from './operations-page.ts';

const MANIFEST_HEAD =
  '# Written by `npm run generate` from the catalog; do not edit. For HTTP instead of Socket Mode:\n' +
  '# npm run --silent manifest -- https://your-public-address\n';

export const manifestYaml = (publicUrl?: string): string =>
  MANIFEST_HEAD + stringify(appManifest(publicUrl), { lineWidth: 0 });

/** Every file that is derived: path from the top -> content as it should be. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => ({
  'manifest.yml': manifestYaml(),
  'docs/operations.md': await operationsPage(),
});
