/** Codes of Slack that pass by themselves. Every other one stays until somebody changes something. */
const TEMPORARY: ReadonlySet<string> = new Set([
  'accesslimited',
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'too_many_websockets',
]);

const NEW_TOKEN = 'Make a new app-level token in the settings of the app, under Basic Information.';

const ADVICE = new Map([
  ['missing_scope', 'SLACK_APP_TOKEN lacks the scope connections:write. Make an app-level token that has it.'],
  ['not_allowed_token_type', `SLACK_APP_TOKEN is no app-level token. ${NEW_TOKEN}`],
  ['invalid_auth', `SLACK_APP_TOKEN is not valid, or no longer. ${NEW_TOKEN}`],
  ['not_authed', `SLACK_APP_TOKEN is not valid, or no longer. ${NEW_TOKEN}`],
  ['token_revoked', `SLACK_APP_TOKEN was revoked. ${NEW_TOKEN}`],
  ['token_expired', `SLACK_APP_TOKEN has expired. ${NEW_TOKEN}`],
  ['account_inactive', 'The app was removed from the workspace, or its token revoked. Install the app again.'],
  ['team_disabled', 'The workspace is disabled.'],
  ['link_disabled', 'Socket Mode is switched off. Switch it on in the settings of the app.'],
  ['too_many_websockets', 'The app has all ten connections that Slack allows. Stop other processes of the bot.'],
]);

/** Why a connection could not be opened. */
export interface Refusal {
  /** Slack's code, or what the network says. Never an address, which would hold a secret. */
  reason: string;
  isPermanent: boolean;
  /** What the operator can do about it. */
  advice?: string;
}

export function refusalOf(code: string): Refusal {
  const advice = ADVICE.get(code);
  return { reason: code, isPermanent: !TEMPORARY.has(code), ...(advice ? { advice } : {}) };
}

/** The failure of an attempt to connect: a code of Slack's, or trouble on the way, which passes. */
export function refusalFrom(error: unknown): Refusal {
  const { data, statusCode, message } = error as { data?: { error?: unknown }; statusCode?: number; message?: string };
  if (typeof data?.error === 'string') return refusalOf(data.error);
  if (message === 'link_disabled') return refusalOf(message);
  return { reason: statusCode ? `HTTP ${statusCode}` : (message ?? 'unknown'), isPermanent: false };
}

/** One sentence or two for the operator, for a process that does not start. */
export const sentenceFor = ({ reason, advice }: Refusal): string =>
  `Slack refuses the Socket Mode connection with "${reason}".${advice ? ` ${advice}` : ''}`;
