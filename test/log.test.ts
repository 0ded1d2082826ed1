import { type Logger, pino } from 'pino';
import { expect, it } from 'vitest';
import { OperationError } from '../src/errors.ts';
import { errorForLog, withLogRules } from '../src/log.ts';

const lines: string[] = [];
const logged = (work: (log: Logger) => void): string => {
  lines.length = 0;
  work(withLogRules(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })));
  return lines.join('');
};

const WORDS = 'Customer Ada Lovelace owes 40';
const failure = { kind: 'refused', message: `PMP refused: ${WORDS}`, fields: { name: WORDS } } as const;

it.each([
  ['an error of ours', new OperationError(failure)],
  ['its cause', new OperationError(failure, new SyntaxError(`Unexpected token in "${WORDS}"`))],
  ['any other error', new TypeError(`Cannot read "${WORDS}"`)],
  ['a message of several lines', new Error(`first\n    at ${WORDS}\nlast`)],
  ['what an error carries', Object.assign(new Error('x'), { body: WORDS, errors: [WORDS], code: WORDS })],
  ['a chain', new Error('a', { cause: new Error('b', { cause: { name: WORDS, message: WORDS } }) })],
  ['a text that was thrown', WORDS],
  ['an object that was thrown', { message: WORDS }],
])('keeps the words of a vendor out of the log: %s', (_, error) => {
  for (const name of ['err', 'error', 'cause']) {
    expect(logged((log) => log.error({ [name]: error }, 'failed'))).not.toMatch(/Lovelace|owes/);
  }
});

it('says which kind of error it was, with which code, and where', () => {
  const cause = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
  const known = errorForLog(new OperationError({ kind: 'unavailable', message: WORDS }, cause));
  expect(known).toMatchObject({
    name: 'OperationError',
    kind: 'unavailable',
    cause: { name: 'Error', code: 'ECONNRESET' },
  });
  expect(JSON.stringify(errorForLog(new RangeError('x')))).toContain('log.test.ts');
  const slack = Object.assign(new Error('An API error occurred'), {
    code: 'slack_webapi_platform_error',
    data: { error: 'channel_not_found' },
  });
  expect(errorForLog(slack)).toMatchObject({ code: 'slack_webapi_platform_error', reason: 'channel_not_found' });
  expect(errorForLog(new OperationError(failure, { unexpected: ['0.id: invalid_type'] }))).toMatchObject({
    cause: { unexpected: ['0.id: invalid_type'] },
  });
});

it('hides what stands under the name of a key or of personal data', () => {
  const said = logged((log) =>
    log.info({ username: 'smsuser', user: { phoneNumber: '+45 12' }, a: { b: { token: 'abc' } } }, 'x'),
  );
  expect(said).not.toMatch(/smsuser|\+45|abc/);
});

it('hides where a door answers, and what a door calls secret', () => {
  const lines: string[] = [];
  const given = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const origin = { door: 'command', replyTo: { address: 'https://slack.example.com/1' } };
  withLogRules(given, ['response_url']).info({ origin, body: { response_url: 'https://slack.example.com/2' } }, 'x');
  expect(lines.join('')).toContain('command');
  expect(lines.join('')).not.toContain('slack.example.com');
});
