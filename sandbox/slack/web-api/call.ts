import { type Dictionary, isObject } from '../validate/check.ts';
import type { World } from '../world.ts';

/** A failed call: HTTP 200 with `ok: false`, as Slack has it. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Dictionary;
  constructor(code: string, details: Dictionary = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

/** `invalid_blocks` and `invalid_arguments` say what and where, twice. */
export const faulty = (code: string, faults: readonly string[]): SlackError =>
  new SlackError(code, {
    errors: faults,
    response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
  });

export type Token = 'bot' | 'app' | 'workflow';

/** One call of the Web API, its arguments read the same way from a form or from JSON. */
export class Call {
  readonly world: World;
  readonly method: string;
  readonly token: Token;
  readonly #args: Dictionary;

  constructor(world: World, method: string, token: Token, args: Dictionary) {
    this.world = world;
    this.method = method;
    this.token = token;
    this.#args = args;
  }

  /** A text argument; empty counts as absent. */
  optional(name: string): string | undefined {
    const value = this.#args[name];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw faulty('invalid_arguments', [`missing required field: ${name}`]);
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.optional(name) ?? '');
  }

  /** An object or array: as such in a JSON body, as JSON text in a form. `wrongly` is the error when it is neither. */
  json(name: string, wrongly: string): unknown {
    const value = this.#args[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError(wrongly);
    }
  }
}

export interface Method {
  /** Bot scopes; holding any one is enough. */
  scopes?: readonly string[];
  /** Which kinds of token it takes; the bot's without. */
  tokens?: readonly Token[];
  run(call: Call): Dictionary;
}

/** The arguments of a request body. */
export function argumentsOf(contentType: string, body: string): Dictionary {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const parsed: unknown = JSON.parse(body || '{}');
    if (isObject(parsed)) return parsed;
  } catch {}
  throw new SlackError('invalid_json');
}
