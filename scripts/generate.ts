import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generatedFiles, manifestYaml } from './generated.ts';

/**
 * `generate` writes the derived files; `generate manifest [--files] [address]` prints a manifest: for HTTP where an
 * address is given, with the scope for files where they are wanted.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { files: { type: 'boolean' } } });
const [what, address] = positionals;
if (what === 'manifest') {
  process.stdout.write(manifestYaml(address, { files: values.files === true }));
} else {
  for (const [path, content] of Object.entries(await generatedFiles())) writeFileSync(path, content);
}
