import { pino } from 'pino';

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
  'response_url',
  'responseUrl',
  'contacts',
  'email',
  'phonenumber',
];

/** JSON lines on standard output. An error is logged by name, message and stack, never with its request or options. */
export const createLog = (level: string) =>
  pino({
    level,
    base: null,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[hidden]',
    },
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { name: error.name, message: error.message, code: (error as { code?: unknown }).code, stack: error.stack }
          : { name: typeof error },
    },
  });
