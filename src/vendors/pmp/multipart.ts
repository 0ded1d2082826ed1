import type { FileRef, FileSource, SourceFile } from '../../operations/files.ts';
import type { SendOptions } from '../shared/http-client.ts';
import { unavailableUntilMended } from '../shared/responses.ts';

/** One entry of a form: a text or a file. */
export type Part = readonly [name: string, value: string | FileRef];

/** got's form encoder mistakes where a larger piece begins and would send bytes of something else. */
const PIECE_BYTES = 64 * 1024;

/** A form reads a file by its name, type, size and stream; this one's stream is fetched when it comes to that. */
const asFile = ({ name, type, size }: SourceFile, stream: () => AsyncIterable<Uint8Array>): File =>
  Object.defineProperties(new File([], name, { type }), { size: { value: size }, stream: { value: stream } });

/**
 * A form whose files are fetched while it is sent. They go first: a request that is cut off among them lacks the fields
 * PMP cannot do without, so it creates nothing.
 */
function passingThrough(files: readonly [string, SourceFile][], texts: readonly [string, string][]) {
  const stopped = new AbortController();
  let left = files.length;
  async function* contentOf(file: SourceFile): AsyncIterable<Uint8Array> {
    for await (const chunk of file.read(stopped.signal)) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
    }
    left -= 1;
  }
  const body = new FormData();
  const first = files.map(([name, file]) => [name, asFile(file, () => contentOf(file))] as const);
  for (const [name, value] of [...first, ...texts]) body.append(name, value);
  const bytes = files.reduce((sum, [, { size }]) => sum + size, 0);
  return { body, upload: { bytes, isComplete: () => left === 0, stop: () => stopped.abort() } };
}

/** got reads a FormData once: its second try would go out without a body and wait for ever. So it leaves as bytes. */
async function whole(texts: readonly [string, string][]) {
  const form = new FormData();
  for (const [name, text] of texts) form.append(name, text);
  const written = new Response(form);
  const headers = { 'content-type': written.headers.get('content-type') ?? '' };
  return { headers, body: Buffer.from(await written.arrayBuffer()) };
}

/** The body of a multipart request. Throws an OperationError when a file cannot be had; nothing was sent then. */
export async function multipartBody(
  parts: readonly Part[],
  source: FileSource | undefined,
): Promise<Pick<SendOptions, 'headers' | 'body' | 'upload'>> {
  const texts = parts.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const refs = parts.flatMap(([name, value]): [string, FileRef][] =>
    typeof value === 'string' ? [] : [[name, value]],
  );
  if (refs.length === 0) return whole(texts);
  if (!source) throw unavailableUntilMended('This bot does not send files. Its administrator can switch that on.');
  const files = await source.open(refs.map(([, ref]) => ref));
  return passingThrough(
    files.map((file, index) => [refs[index]?.[0] ?? '', file]),
    texts,
  );
}
