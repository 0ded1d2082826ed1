import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../scripts/generated.ts';
import { appManifest } from '../scripts/manifest.ts';

const top = new URL('../', import.meta.url);
const files = Object.entries(await generatedFiles());

describe('what is generated from the catalog', () => {
  it.each(files)('%s is up to date (npm run generate)', (path, content) => {
    expect(readFileSync(new URL(path, top), 'utf8')).toBe(content);
  });

  it.each([
    ['Socket Mode', appManifest()],
    ['HTTP', appManifest('https://ops.example.com')],
    ['files in forms', appManifest(undefined, { files: true })],
  ])('the manifest for %s passes the schema Slack publishes', (_, manifest) => {
    const schema = JSON.parse(readFileSync(new URL('./fixtures/slack/manifest.schema.json', import.meta.url), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    const validate = ajv.compile(schema);
    validate(manifest);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('the schema would notice a mistake', () => {
    const schema = JSON.parse(readFileSync(new URL('./fixtures/slack/manifest.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(validate({ ...appManifest(), unknown_key: true })).toBe(false);
  });

  it('asks for the scope of files only when they are wanted', () => {
    const scopesOf = (manifest: unknown) =>
      (manifest as { oauth_config: { scopes: { bot: string[] } } }).oauth_config.scopes.bot;
    expect(scopesOf(appManifest())).not.toContain('files:read');
    expect(appManifest(undefined, { files: true })).toEqual({
      ...appManifest(),
      oauth_config: { scopes: { bot: [...scopesOf(appManifest()), 'files:read'] } },
    });
  });
});
