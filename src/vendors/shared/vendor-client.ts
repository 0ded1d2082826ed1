import { OperationError } from '../../errors.ts';
import type { Choice } from '../../operations/fields.ts';
import type { VendorRequest } from '../../operations/operation.ts';

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
