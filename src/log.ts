import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { OperationError } from './errors.ts';

export type { Logger } from 'pino';

/** Names under which keys and personal data travel. Nothing of theirs is logged on purpose; this is the second line. */
const SECRET_NAMES = [
  'token',
  'apikey',
  'authtoken',
  'password',
  'secret',
  'authorization',
  'Auth-Key',
  'replyTo',
  'contacts',
  'email',
  'phonenumber',
  'phoneNumber',
  'phone',
  'username',
  'userName',
];

/** Where an error was thrown: the lines of its stack below the message, which can quote anything. */
const placesOf = ({ message, stack = '' }: Error): string[] =>
  stack
    .slice(stack.includes(message) ? stack.indexOf(message) + message.length : 0)
    .split('\n')
    .flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? [])
    .slice(0, 12);

/** A code is one word made by a program, never a sentence. */
const codeOf = (value: unknown): string | number | undefined =>
  typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,80}$/.test(value)) ? value : undefined;

/** Codes and paths that our own code put beside an error; whatever else is in there stays out. */
function plainCause(cause: object): Record<string, unknown> {
  const { name, code, unexpected } = cause as Record<string, unknown>;
  const paths = Array.isArray(unexpected) ? unexpected.map((one) => String(one).slice(0, 120)).slice(0, 10) : undefined;
  return { name: codeOf(name), code: codeOf(code), unexpected: paths };
}

/**
 * What the log keeps of an error: its kind and codes, and where it was thrown. Never its message: that may hold words of
 * a vendor or of a person, and so may the properties of an error and the messages of its causes.
 */
export function errorForLog(error: unknown, depth = 0): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  if (!(error instanceof Error)) return plainCause(error);
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } };
  const isKnown = error instanceof OperationError;
  return {
    name: codeOf(error.name),
    ...(isKnown ? { kind: error.failure.kind } : {}),
    code: codeOf(code),
    // What Slack answered to a call.
    reason: codeOf(data?.error),
    ...(isKnown && error.failure.kind !== 'bug' ? {} : { at: placesOf(error) }),
    ...(error.cause === undefined || depth > 2 ? {} : { cause: errorForLog(error.cause, depth + 1) }),
  };
}

const rulesFor = (secretNames: readonly string[]) =>
  ({
    redact: {
      paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[hidden]',
    },
    serializers: {
      err: (error: unknown) => errorForLog(error),
      error: (error: unknown) => errorForLog(error),
      cause: (error: unknown) => errorForLog(error),
    },
  }) satisfies LoggerOptions;

/** Lines are written together, since each write is a call of the system; nobody reads them sooner. */
const WRITE_EVERY_MS = 200;
const WRITE_AT_BYTES = 8 * 1024;

/** Standard output, written in pieces. What a killed process had not written yet is lost: at most these milliseconds. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, minLength: WRITE_AT_BYTES });
  setInterval(() => output.flush(), WRITE_EVERY_MS).unref();
  process.on('exit', () => output.flushSync());
  return output;
}

/** JSON lines on standard output, by the rules of `withLogRules`. */
export const createLog = (level: string): Logger =>
  pino({ level, base: null, ...rulesFor(SECRET_NAMES) }, standardOutput());

/**
 * The same log by our rules, whatever its own are: errors by kind, code and place, and no value under a secret name.
 * `more`: secret names of a door's own.
 */
export const withLogRules = (log: Logger, more: readonly string[] = []): Logger =>
  log.child({}, rulesFor([...SECRET_NAMES, ...more]));
