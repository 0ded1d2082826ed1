import { join } from 'node:path';
import { z } from 'zod';
import { vendors } from './vendors/index.ts';
import { DEFAULT_LIMITS, type HttpLimits } from './vendors/shared/http-client.ts';
import { HOOK_NAMES, type HookSettings, readHooks } from './webhooks/settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of the vendors that are on, by vendor id; each was read by its own schema. */
export type VendorSettings = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

const seconds = (fallback: number) => z.coerce.number().positive().max(60).prefault(fallback);

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).prefault(fallback);

const own = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port(3000),
  HOST: z.string().optional(),
  SANDBOX_PORT: port(4000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).prefault('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must start with postgres://' }).optional(),
  DATA_DIR: z.string().prefault('./data'),
  JOURNAL_KEEP_DAYS: z.coerce.number().positive().prefault(90),
  POLICY_FILE: z.string().optional(),
  OPS_USER: z.string().optional(),
  UNDO_MINUTES: z.coerce.number().min(0).max(10_080).prefault(30),
  VENDOR_TIMEOUT_SECONDS: seconds(DEFAULT_LIMITS.timeoutMs / 1000),
  VENDOR_CONCURRENCY: z.coerce.number().int().min(1).max(100).prefault(DEFAULT_LIMITS.concurrency),
  VENDOR_MAX_ANSWER_MB: z.coerce
    .number()
    .positive()
    .max(100)
    .prefault(DEFAULT_LIMITS.maxBytes / 2 ** 20),
});

/** Access tokens that end after twelve hours, and the tokens to renew them with. */
const ROTATING = /^xoxe[.-]/;
const NO_ROTATION =
  'which ends after 12 hours and which Bellhop does not renew. Token rotation cannot be switched off: create the app anew without it';

const slack = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .refine((token) => !ROTATING.test(token), `is of the rotating kind (xoxe), ${NO_ROTATION}`)
    .refine((token) => ROTATING.test(token) || token.startsWith('xoxb-'), 'must start with xoxb-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must start with xapp-').optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'must be an address' }).prefault('https://slack.com/api/'),
  SLACK_MEMBERSHIP: z.enum(['workspace', 'organization'], 'must be workspace or organization').prefault('workspace'),
  SLACK_FILES: z.enum(['on', 'off'], 'must be on or off').prefault('off'),
  SLACK_FILE_MAX_MB: z.coerce.number().positive().max(1000).prefault(20),
});

/** Every name the bot reads; `.env.example` lists the same ones and a test compares them. `<NAME>` stands for any. */
export const ENVIRONMENT_NAMES: readonly string[] = [
  ...Object.keys(own.shape),
  ...Object.keys(slack.shape),
  ...vendors.flatMap(({ settings }) => Object.keys(settings.shape)),
  ...HOOK_NAMES,
];

export interface SlackConfig {
  botToken: string;
  apiUrl: string;
  /** Which way requests arrive. */
  way: { mode: 'http'; signingSecret: string } | { mode: 'socket'; appToken: string };
  /** Who counts as a member in an Enterprise Grid organization: people of this workspace, or of all its workspaces. */
  membership: 'workspace' | 'organization';
  /** Absent: forms ask for no files. `maxBytes` is for those of one form together. */
  files?: { maxBytes: number };
}

export interface Config {
  /** Absent: nothing of Slack is configured, so the sandbox runs. */
  slack?: SlackConfig;
  host?: string;
  port: number;
  sandboxPort: number;
  logLevel: string;
  databaseUrl?: string;
  dataDir: string;
  /** Where the sandbox's bot keeps its data. */
  sandboxDataDir: string;
  journalKeepDays: number;
  policyFile?: string;
  /** Id of the person at a terminal. */
  opsUser?: string;
  /** How long after its outcome was known an intent can be undone. */
  undoMinutes: number;
  vendorLimits: HttpLimits;
  vendors: VendorSettings;
  /** What systems outside may send to. */
  hooks: readonly HookSettings[];
}

/** Everything wrong with the environment at once, a line each, by name. Values are never repeated. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((one) => `  - ${one}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** An empty value in a `.env` file means "not set". */
const given = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );

function describe(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  return `${issue.path.join('.')} ${isMissing ? 'is missing' : issue.message}`;
}

function read<S extends z.ZodObject>(
  schema: S,
  set: Record<string, string>,
  problems: string[],
): z.output<S> | undefined {
  const parsed = schema.safeParse(set);
  for (const issue of parsed.error?.issues ?? []) problems.push(describe(issue));
  return parsed.data;
}

/** Names the design reserves for what is not built yet: setting one must not be silently without effect. */
const NOT_YET: Readonly<Record<string, string>> = {
  SLACK_CLIENT_ID: 'installing into several workspaces',
  SLACK_CLIENT_SECRET: 'installing into several workspaces',
  SLACK_STATE_SECRET: 'installing into several workspaces',
};

function missingForSlack(set: Record<string, string>): string[] {
  const missing: string[] = [];
  if (!set.SLACK_BOT_TOKEN) missing.push('SLACK_BOT_TOKEN is missing');
  if (!set.SLACK_SIGNING_SECRET && !set.SLACK_APP_TOKEN) {
    missing.push('SLACK_SIGNING_SECRET is missing (or set SLACK_APP_TOKEN to use Socket Mode)');
  }
  return missing;
}

function slackConfig(set: Record<string, string>, problems: string[]): SlackConfig | undefined {
  problems.push(...missingForSlack(set));
  const parsed = read(slack, set, problems);
  if (!parsed?.SLACK_BOT_TOKEN) return undefined;
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret = '', SLACK_APP_TOKEN: appToken } = parsed;
  return {
    botToken,
    apiUrl: parsed.SLACK_API_URL.replace(/\/*$/, '/'),
    way: appToken ? { mode: 'socket', appToken } : { mode: 'http', signingSecret },
    membership: parsed.SLACK_MEMBERSHIP,
    ...(parsed.SLACK_FILES === 'on' ? { files: { maxBytes: parsed.SLACK_FILE_MAX_MB * 2 ** 20 } } : {}),
  };
}

/**
 * Reads the environment once. No Slack name set at all means the sandbox, except in production.
 * Throws a ConfigError that lists every problem by name.
 */
export function loadConfig(environment: Environment): Config {
  const set = given(environment);
  const problems: string[] = [];
  const base = read(own, set, problems);
  const wantsSandbox = base?.NODE_ENV !== 'production' && !Object.keys(set).some((name) => name.startsWith('SLACK_'));
  const slackPart = wantsSandbox ? undefined : slackConfig(set, problems);
  for (const [name, what] of Object.entries(NOT_YET)) {
    if (set[name]) problems.push(`${name} is set, but ${what} is not supported yet`);
  }
  const vendorSettings = Object.fromEntries(
    vendors.flatMap(({ id, settings }) => {
      const isOn = Object.keys(settings.shape).some((name) => name in set);
      return isOn ? [[id, read(settings, set, problems)]] : [];
    }),
  );
  const hooks = readHooks(
    set,
    vendors.flatMap(({ id, webhook }) => (webhook ? [id] : [])),
    problems,
  );
  if (problems.length > 0 || !base) throw new ConfigError(problems);
  return {
    ...(slackPart ? { slack: slackPart } : {}),
    ...(base.HOST === undefined ? {} : { host: base.HOST }),
    port: base.PORT,
    sandboxPort: base.SANDBOX_PORT,
    logLevel: base.LOG_LEVEL,
    ...(base.DATABASE_URL === undefined ? {} : { databaseUrl: base.DATABASE_URL }),
    dataDir: base.DATA_DIR,
    sandboxDataDir: join(base.DATA_DIR, 'sandbox'),
    journalKeepDays: base.JOURNAL_KEEP_DAYS,
    ...(base.POLICY_FILE === undefined ? {} : { policyFile: base.POLICY_FILE }),
    ...(base.OPS_USER === undefined ? {} : { opsUser: base.OPS_USER }),
    undoMinutes: base.UNDO_MINUTES,
    vendorLimits: {
      timeoutMs: base.VENDOR_TIMEOUT_SECONDS * 1000,
      maxBytes: base.VENDOR_MAX_ANSWER_MB * 2 ** 20,
      concurrency: base.VENDOR_CONCURRENCY,
    },
    vendors: vendorSettings,
    hooks,
  };
}
