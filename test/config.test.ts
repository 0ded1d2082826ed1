import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, ENVIRONMENT_NAMES, loadConfig } from '../src/config.ts';

const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's3cret' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

describe('the configuration', () => {
  it('is the sandbox when nothing of Slack is set', () => {
    expect(loadConfig({}).slack).toBeUndefined();
  });

  it('never is the sandbox in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      'SLACK_BOT_TOKEN is missing',
      'SLACK_SIGNING_SECRET is missing (or set SLACK_APP_TOKEN to use Socket Mode)',
    ]);
  });

  it('chooses HTTP or Socket Mode by what is there', () => {
    expect(loadConfig(http).slack).toEqual({
      botToken: 'xoxb-1',
      apiUrl: 'https://slack.com/api/',
      way: { mode: 'http', signingSecret: 's3cret' },
      membership: 'workspace',
    });
    expect(loadConfig({ ...http, SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:9/api' }).slack).toEqual({
      botToken: 'xoxb-1',
      apiUrl: 'http://127.0.0.1:9/api/',
      way: { mode: 'socket', appToken: 'xapp-1' },
      membership: 'workspace',
    });
  });

  it.each(['xoxe.xoxb-1-hush', 'xoxe-1-hush', 'xoxe.xoxp-1-hush'])(
    'names rotation where a token rotates: %s',
    (token) => {
      const problems = problemsOf({ ...http, SLACK_BOT_TOKEN: token });
      expect(problems).toEqual([expect.stringContaining('SLACK_BOT_TOKEN is of the rotating kind')]);
      expect(problems.join()).not.toContain('hush');
    },
  );

  it('lists every problem at once, by name, and never a value', () => {
    const problems = problemsOf({
      SLACK_SIGNING_SECRET: 'hush-hush',
      PORT: 'many',
      LOG_LEVEL: 'loud',
      JUMPTECH_BASE_URL: 'http://api.example.com?apikey=hush-hush',
      PMP_AUTH_TOKEN: 'hush-hush',
      PARTICLESPACE_BASE_URL: 'https://particle.example.com/v1',
      PARTICLESPACE_SECRET_KEY: 'hush-hush',
    });
    for (const name of [
      'SLACK_BOT_TOKEN',
      'PORT',
      'LOG_LEVEL',
      'JUMPTECH_BASE_URL',
      'JUMPTECH_API_KEY',
      'PMP_BASE_URL',
      'PARTICLESPACE_BASE_URL',
    ]) {
      expect(
        problems.filter((problem) => problem.startsWith(`${name} `)),
        name,
      ).toHaveLength(1);
    }
    expect(problems.join('\n')).not.toContain('hush-hush');
  });

  it('leaves files off until they are switched on, with a limit in megabytes', () => {
    const filesOf = (environment: Record<string, string>) => loadConfig({ ...http, ...environment }).slack?.files;
    expect(filesOf({})).toBeUndefined();
    expect(filesOf({ SLACK_FILES: 'off', SLACK_FILE_MAX_MB: '5' })).toBeUndefined();
    expect(filesOf({ SLACK_FILES: 'on' })).toEqual({ maxBytes: 20 * 2 ** 20 });
    expect(filesOf({ SLACK_FILES: 'on', SLACK_FILE_MAX_MB: '0.5' })).toEqual({ maxBytes: 2 ** 19 });
    expect(problemsOf({ ...http, SLACK_FILES: 'yes', SLACK_FILE_MAX_MB: '0' })).toEqual([
      'SLACK_FILES must be on or off',
      expect.stringMatching(/^SLACK_FILE_MAX_MB /),
    ]);
  });

  it('treats an empty value as not set', () => {
    expect(loadConfig({ ...http, PMP_BASE_URL: '', PMP_AUTH_TOKEN: '  ' }).vendors).toEqual({});
  });

  it('refuses plain http to a vendor, except inside a machine or a private network', () => {
    const jumptech = (url: string) => problemsOf({ ...http, JUMPTECH_BASE_URL: url, JUMPTECH_API_KEY: 'k' });
    expect(jumptech('http://api.example.com')).toHaveLength(1);
    expect(jumptech('http://10.evil.example.com')).toHaveLength(1);
    expect(jumptech('ftp://127.0.0.1')).toHaveLength(1);
    for (const url of [
      'https://api.example.com',
      'http://127.0.0.1:8080',
      'http://localhost:1',
      'http://[::1]:1',
      'http://10.0.0.7',
    ]) {
      expect(jumptech(url), url).toEqual([]);
    }
  });

  it.each([
    ['{"notes":[{"note":"{{text}}"}]}', 0],
    ['{"comment":"Slack: {{text}}"}', 0],
    ['not json', 1],
    ['[]', 1],
    ['{"note":"nothing"}', 1],
    ['{"note":"{{text}} {{who}}"}', 1],
    ['{"{{text}}":"x"}', 1],
  ])('checks the note template %s at start-up', (template, count) => {
    const environment = {
      ...http,
      JUMPTECH_BASE_URL: 'https://j.example.com',
      JUMPTECH_API_KEY: 'k',
      JUMPTECH_NOTE_ADD_BODY: template,
    };
    expect(problemsOf(environment)).toHaveLength(count);
  });

  it('reads hooks of any name, with one secret or two', () => {
    const hooksOf = (environment: Record<string, string>) => loadConfig({ ...http, ...environment }).hooks;
    expect(hooksOf({})).toEqual([]);
    expect(
      hooksOf({
        HOOK_DEPLOYS_SECRET: 'the-first-secret-of-all',
        HOOK_CRM_2_SECRET: 'the-new-secret-of-it , the-old-secret-of-it',
        HOOK_CRM_2_KIND: 'PMP',
      }),
    ).toEqual([
      { name: 'deploys', kind: 'json', secrets: ['the-first-secret-of-all'] },
      { name: 'crm_2', kind: 'pmp', secrets: ['the-new-secret-of-it', 'the-old-secret-of-it'] },
    ]);
  });

  it('names what is wrong with a hook, and never a secret', () => {
    const problems = problemsOf({
      ...http,
      HOOK_SHORT_SECRET: 'hush-hush',
      HOOK_THREE_SECRET: 'hush-hush-hush-hush,hush-hush-hush-hush2,hush-hush-hush-hush3',
      HOOK_ODD_SECRET: 'hush-hush-hush-hush',
      HOOK_ODD_KIND: 'telepathy',
      HOOK_LONE_KIND: 'json',
      hook_small_secret: 'hush-hush-hush-hush',
      HOOK_MANY_SECRETS: 'hush-hush-hush-hush',
      HOOK_NONE_SECRET: ' , ',
    });
    expect(problems).toEqual([
      'hook_small_secret is no name of a webhook: it is HOOK_<NAME>_SECRET or HOOK_<NAME>_KIND, in capitals',
      'HOOK_MANY_SECRETS is no name of a webhook: it is HOOK_<NAME>_SECRET or HOOK_<NAME>_KIND, in capitals',
      'HOOK_LONE_SECRET is missing, but HOOK_LONE_KIND is set',
      'HOOK_SHORT_SECRET must have at least 16 characters',
      'HOOK_THREE_SECRET holds more than two secrets (joined by a comma: the new one and the old one)',
      'HOOK_ODD_KIND must be one of json, pmp',
      'HOOK_NONE_SECRET is missing',
    ]);
  });

  it('knows exactly the names that .env.example lists', () => {
    const listed = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').matchAll(
      /^#? ?([A-Z][A-Z0-9_]*(?:<NAME>[A-Z0-9_]*)?)=/gm,
    );
    expect([...listed].map(([, name]) => name).sort()).toEqual([...ENVIRONMENT_NAMES].sort());
  });
});
