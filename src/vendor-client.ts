import type { Choice } from './fields.ts';
import type { VendorRequest } from './operation.ts';

export interface CallOptions {
  /** Sending it twice does no harm (always true of reads), so it may be sent again after a lost answer. */
  repeatable: boolean;
  /** A process that died may have sent this very call before. */
  mayHaveRun?: boolean;
}

/** The only way to a vendor: knows its address, keys, encodings and what it calls a success. */
export interface VendorClient {
  /** The answer, already judged a success. Throws an OperationError of kind `refused` or `unavailable`. */
  call(request: VendorRequest, options: CallOptions): Promise<unknown>;
  /** A list only the site knows, for fields that name it; empty when the site configured none. */
  choices(list: string): readonly Choice[];
  /** How large the files of one call may be together; absent where it sends none. */
  maxFileBytes?: number;
}
