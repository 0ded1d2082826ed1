import type { WebClient } from '@slack/web-api';
import { OperationError } from '../../src/errors.ts';
import { type FileRef, type FileSource, type SourceFile, sizeProblem } from '../../src/operations/files.ts';
import type { SlackOut } from './clients.ts';
import { withRetries } from './with-retries.ts';

const input = (message: string, cause?: unknown) => new OperationError({ kind: 'input', message }, cause);
const unavailable = (message: string, cause?: unknown) => new OperationError({ kind: 'unavailable', message }, cause);

const GONE = new Set(['file_not_found', 'file_deleted']);
const MAY_NOT = new Set(['missing_scope', 'not_allowed_token_type', 'no_permission', 'access_denied']);

/** What the log may know: an error of the web client holds the whole request. */
const forLog = (error: unknown) => {
  const { message, code, data } = error as { message?: unknown; code?: unknown; data?: { error?: unknown } };
  return { message, code, slack: data?.error };
};

/** Why Slack did not tell of a file, for the person. */
function failureOf(name: string, error: unknown): OperationError {
  const cause = forLog(error);
  if (GONE.has(String(cause.slack))) return input(`"${name}" is not in Slack any more. Please add it again.`, cause);
  if (MAY_NOT.has(String(cause.slack))) {
    const mend = 'The administrator has to give it the scope files:read.';
    const message = `The bot may not read files in this workspace. ${mend}`;
    return new OperationError({ kind: 'unavailable', message, permanent: true }, cause);
  }
  return unavailable(`Slack did not hand out "${name}".`, cause);
}

type SlackFile = NonNullable<Awaited<ReturnType<WebClient['files']['info']>>['file']>;

/** Files of Slack's by their ids, read with the bot's token. `maxBytes` is for those of one form together. */
export function createFileSource(slack: Pick<SlackOut, 'background' | 'download'>, maxBytes: number): FileSource {
  async function find({ id, name }: FileRef): Promise<SlackFile> {
    try {
      return (await withRetries(() => slack.background.files.info({ file: id }))).file ?? {};
    } catch (error) {
      throw failureOf(name, error);
    }
  }

  async function* read(name: string, address: string, size: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const calledOff = (cause: unknown) =>
      unavailable(`Slack did not hand out "${name}" as a whole, so the request was called off.`, cause);
    let bytes = 0;
    try {
      for await (const chunk of await slack.download(address, signal)) {
        bytes += chunk.length;
        if (bytes > size) break;
        yield chunk;
      }
    } catch (error) {
      throw calledOff(forLog(error));
    }
    if (bytes !== size) throw calledOff({ expected: size, received: bytes });
  }

  function toSource({ name: given }: FileRef, { name = given, size, mimetype, ...file }: SlackFile): SourceFile {
    const address = file.url_private_download;
    if (address === undefined || size === undefined) {
      throw input(`"${name}" is not kept in Slack itself. Please save it on your computer and add it from there.`);
    }
    const type = mimetype ?? 'application/octet-stream';
    return { name, size, type, read: (signal) => read(name, address, size, signal) };
  }

  return {
    maxBytes,
    async open(refs) {
      const found = await Promise.all(refs.map(async (ref) => toSource(ref, await find(ref))));
      const problem = sizeProblem(found, maxBytes);
      if (problem) throw input(problem);
      return found;
    },
  };
}
