import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';

/** What a request was answered. */
interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

interface Kept {
  reply: Promise<Reply>;
  bytes: number;
}

const MOST_BYTES = 64 * 1024 * 1024;
/** What an entry takes besides the body. */
const ENTRY_BYTES = 512;

/** Resolves with what is written to a response, which goes out unchanged. Never settles when the response is never ended. */
function replyOf(response: ServerResponse): Promise<Reply> {
  const headers: Reply['headers'] = {};
  const chunks: Buffer[] = [];
  const original = { writeHead: response.writeHead, write: response.write, end: response.end };
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  return new Promise((resolve) => {
    Object.assign(response, {
      writeHead(...given: unknown[]) {
        Object.assign(headers, given.at(-1));
        return Reflect.apply(original.writeHead, response, given);
      },
      write(...given: unknown[]) {
        keep(given[0]);
        return Reflect.apply(original.write, response, given);
      },
      end(...given: unknown[]) {
        keep(given[0]);
        resolve({ status: response.statusCode, headers, body: Buffer.concat(chunks) });
        return Reflect.apply(original.end, response, given);
      },
    });
  });
}

/**
 * Answers an exact repetition of a request like the first one, without handling it again. While the first is still being
 * handled, the repetition waits for the same reply.
 */
export function createReplies(keepMs: number) {
  const known = new LRUCache<string, Kept>({
    max: 100_000,
    ttl: keepMs,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
  });

  return {
    /** Runs `handle` unless a request with this key was handled before. */
    async once(key: string, response: ServerResponse, handle: () => void): Promise<void> {
      const earlier = known.get(key);
      if (earlier) {
        const { status, headers, body } = await earlier.reply;
        response.writeHead(status, headers).end(body);
        return;
      }
      const reply = replyOf(response);
      known.set(key, { reply, bytes: ENTRY_BYTES });
      void reply.then(({ body }) => known.set(key, { reply, bytes: ENTRY_BYTES + body.length }, { noUpdateTTL: true }));
      handle();
    },
  };
}
