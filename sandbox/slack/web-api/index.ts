import { setTimeout as pause } from 'node:timers/promises';
import type { Trouble, TroubledCall } from '../trouble.ts';
import type { Dictionary } from '../validate/check.ts';
import type { World } from '../world.ts';
import { argumentsOf, Call, type Method, SlackError, type Token } from './call.ts';
import { CHAT } from './chat.ts';
import { FILES } from './files.ts';
import { LOOKUPS } from './lookups.ts';
import { RUNTIME } from './runtime.ts';
import { VIEWS } from './views.ts';

const METHODS: Readonly<Record<string, Method>> = { ...CHAT, ...VIEWS, ...FILES, ...LOOKUPS, ...RUNTIME };
const SLOW_MS = 4000;

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

export const jsonReply = (body: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** The answer of a Slack in trouble, after the wait that goes with it; nothing when the call goes on as usual. */
export async function troubled(trouble: Trouble): Promise<Reply | undefined> {
  if (typeof trouble === 'object') {
    if ('delayMs' in trouble) {
      await pause(trouble.delayMs, undefined, { ref: false });
      return undefined;
    }
    if ('error' in trouble) return jsonReply({ ok: false, error: trouble.error });
    return { status: trouble.status, headers: { 'content-type': 'text/html' }, body: trouble.body ?? '' };
  }
  switch (trouble) {
    case 'rate_limited':
      return jsonReply({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '2' });
    case 'rate_limited_unstated':
      return jsonReply({ ok: false, error: 'ratelimited' }, 429);
    case 'rate_limited_in_body':
      return jsonReply({ ok: false, error: 'ratelimited' });
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Slack is ill</body></html>' };
    case 'failing':
      return { status: 500, headers: { 'content-type': 'text/html' }, body: '<html><body>Server Error</body></html>' };
    case 'slow':
      await pause(SLOW_MS, undefined, { ref: false });
      return undefined;
    case 'hangs':
      return new Promise(() => {});
    case 'none':
      return undefined;
  }
}

/** What troubles may ask about a call; a body that cannot be read names nothing. */
function troubledCall(method: string, contentType: string, body: string): TroubledCall {
  try {
    const { channel, blocks } = argumentsOf(contentType, body);
    return { method, channel: String(channel ?? ''), hasBlocks: blocks !== undefined && blocks !== '[]' };
  } catch {
    return { method };
  }
}

function tokenKind(world: World, token: string | undefined): Token {
  if (!token) throw new SlackError('not_authed');
  if (token === world.secrets.botToken) return 'bot';
  if (token === world.secrets.appToken) return 'app';
  if (world.steps.isToken(token)) return 'workflow';
  throw new SlackError('invalid_auth');
}

function answer(world: World, name: string, token: string | undefined, args: Dictionary): Dictionary {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) throw new SlackError('unknown_method', { req_method: name });
  const kind = tokenKind(world, token ?? (typeof args.token === 'string' ? args.token : undefined));
  if (!(method.tokens ?? ['bot']).includes(kind)) throw new SlackError('not_allowed_token_type');
  const provided = world.manifest.oauth_config.scopes.bot;
  if (method.scopes && !method.scopes.some((scope) => provided.includes(scope))) {
    throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: provided.join(',') });
  }
  return method.run(new Call(world, name, kind, args));
}

/** One call of the Web API. `authorization` and `contentType` are the headers of these names. */
export async function callMethod(
  world: World,
  name: string,
  { authorization = '', contentType = '', body }: { authorization?: string; contentType?: string; body: string },
): Promise<Reply> {
  const trouble = await troubled(world.troubles.meet(troubledCall(name, contentType, body)));
  if (trouble) return trouble;
  const headers = { 'x-oauth-scopes': world.manifest.oauth_config.scopes.bot.join(',') };
  try {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    return jsonReply({ ok: true, ...answer(world, name, token, argumentsOf(contentType, body)) }, 200, headers);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return jsonReply({ ok: false, error: error.code, ...error.details }, 200, headers);
  }
}
