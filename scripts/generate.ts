import { writeFileSync } from 'node:fs';
import { generatedFiles, manifestYaml } from './generated.ts';

/** `generate` writes the derived files; `generate manifest <address>` prints a manifest for HTTP. */
const [what, address] = process.argv.slice(2);
if (what === 'manifest') {
  process.stdout.write(manifestYaml(address));
} else {
  for (const [path, content] of Object.entries(await generatedFiles())) writeFileSync(path, content);
}
