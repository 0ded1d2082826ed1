import { OperationError } from '../../errors.ts';
import type { Choice } from '../../operations/fields.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import type { HttpResponse, Send, SendOptions } from './http-client.ts';
import { withJson } from './responses.ts';

export interface CallOptions {
  /** Sending it twice does no harm (always true of reads), so it may be sent again after a lost answer. */
  repeatable: boolean;
  /** A process that died may have sent this very call before. */
  mayHaveRun?: boolean;
  /** Asked before the call is sent again. False: another process may be at work on this by now, so it is not. */
  mayRepeat?(): Promise<boolean>;
}

/** The only way to a vendor: knows its address, keys, encodings and what it calls a success. */
export interface VendorClient {
  /** The useful part of a successful response. Throws an OperationError of kind `refused` or `unavailable`. */
  call(request: VendorRequest, options: CallOptions): Promise<unknown>;
  /** A list only the site knows, for fields that name it; empty when the site configured none. */
  choices(list: string): readonly Choice[];
  /** How large the files of one call may be together; absent where it sends none. */
  maxFileBytes?: number;
  /** Whether the site says what changed since a moment, see `changedSince` of an operation. */
  changeFeed?: boolean;
}

/** The bot stood still so long that another process took over: to send it again could overwrite a newer write. */
export async function stopIfTakenOver({ mayRepeat }: Pick<CallOptions, 'mayRepeat'>): Promise<void> {
  // When the journal cannot be asked, nothing says that this is still ours.
  if (!mayRepeat || (await mayRepeat().catch(() => false))) return;
  throw new OperationError({
    kind: 'unavailable',
    message: 'The bot was held up while it was doing this, and another process went on with it.',
    outcomeUnknown: true,
  });
}

/** The part of a client that differs between vendors: how a request is written, and what counts as success. */
export interface Adapter {
  encode(request: VendorRequest): SendOptions | Promise<SendOptions>;
  /** The useful part of a success. Throws an OperationError for everything else. */
  parseResponse(response: HttpResponse, request: VendorRequest): unknown;
  choices?(list: string): readonly Choice[];
}

/** Parses a response. An error in our own code must not look as if the request had never been carried out. */
function read(response: HttpResponse, request: VendorRequest, adapter: Adapter): unknown {
  try {
    return adapter.parseResponse(response, request);
  } catch (error) {
    if (error instanceof OperationError) throw error;
    const message = 'The bot could not make sense of the answer. It was not your input.';
    throw new OperationError({ kind: 'bug', message, outcomeUnknown: true }, error);
  }
}

/**
 * The error as its caller gets it. Only writes that must not be repeated end as unknown; the others can be retried, but a
 * retried write may already have happened, so its failures carry `maybeDone`.
 */
function finalError(
  error: unknown,
  { method }: VendorRequest,
  { repeatable }: CallOptions,
  mayHaveRun = false,
): unknown {
  if (!(error instanceof OperationError) || !repeatable || error.failure.kind === 'refused') return error;
  const { outcomeUnknown, ...failure } = error.failure;
  const maybeDone = method !== 'GET' && (outcomeUnknown || mayHaveRun);
  return new OperationError({ ...failure, ...(maybeDone ? { maybeDone } : {}) }, error.cause);
}

/** Makes a vendor's client of an HTTP client and the vendor's adapter. */
export function createClient(send: Send, adapter: Adapter): VendorClient {
  return {
    async call(request, options) {
      let response: HttpResponse | undefined;
      try {
        const encoded = await adapter.encode(request);
        response = await withJson(await send(request.path, { method: request.method, ...encoded }, options));
        return read(response, request, adapter);
      } catch (error) {
        throw finalError(error, request, options, response?.mayHaveRun);
      }
    },
    choices: (list) => adapter.choices?.(list) ?? [],
  };
}
