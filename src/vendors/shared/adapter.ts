import { OperationError } from '../../errors.ts';
import type { Choice } from '../../operations/fields.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { withJson } from './answers.ts';
import type { Answer, Send, SendOptions } from './http.ts';
import type { CallOptions, VendorClient } from './vendor-client.ts';

/** What differs between vendors: how a request is written, and what counts as success. */
export interface Dialect {
  encode(request: VendorRequest): SendOptions | Promise<SendOptions>;
  /** Returns the useful part of a success. Throws an OperationError for everything else. */
  judge(answer: Answer, request: VendorRequest): unknown;
  choices?(list: string): readonly Choice[];
}

/** Judges an answer. A mistake of ours in reading it must not look as if the request had never been carried out. */
function read(answer: Answer, request: VendorRequest, dialect: Dialect): unknown {
  try {
    return dialect.judge(answer, request);
  } catch (error) {
    if (error instanceof OperationError) throw error;
    const message = 'The bot could not make sense of the answer. It was not your input.';
    throw new OperationError({ kind: 'bug', message, outcomeUnknown: true }, error);
  }
}

/**
 * "Nobody knows" is an end only of a write that must not be repeated; everything else is simply unavailable, and trying
 * again is safe. But of a write it must not be said then that nothing was done.
 */
function settle(error: unknown, { method }: VendorRequest, { repeatable }: CallOptions, mayHaveRun = false): unknown {
  if (!(error instanceof OperationError) || !repeatable || error.failure.kind === 'refused') return error;
  const { outcomeUnknown, ...failure } = error.failure;
  const maybeDone = method !== 'GET' && (outcomeUnknown || mayHaveRun);
  return new OperationError({ ...failure, ...(maybeDone ? { maybeDone } : {}) }, error.cause);
}

/** Puts a vendor's dialect on a wire. */
export function createClient(send: Send, dialect: Dialect): VendorClient {
  return {
    async call(request, options) {
      let answer: Answer | undefined;
      try {
        const encoded = await dialect.encode(request);
        answer = await withJson(await send(request.path, { method: request.method, ...encoded }, options));
        return read(answer, request, dialect);
      } catch (error) {
        throw settle(error, request, options, answer?.mayHaveRun);
      }
    },
    choices: (list) => dialect.choices?.(list) ?? [],
  };
}
