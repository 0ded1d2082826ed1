/**
 * The five kinds, by who can mend them: the person (`input`), whoever sets the policy (`denied`), nobody but the vendor's
 * own rules (`refused`), time or the vendor (`unavailable`), us (`bug`).
 */
export type ErrorKind = 'input' | 'denied' | 'refused' | 'unavailable' | 'bug';

/** What may be stored and shown of a failure: never a URL, a key or a stack. */
export interface Failure {
  kind: ErrorKind;
  /** A sentence for the person. Vendor words in it are already stripped of markup, but not escaped for Slack. */
  message: string;
  /** Field name -> what would be right. */
  fields?: Readonly<Record<string, string>>;
  retryAfterSeconds?: number;
  /** A write left and nobody can tell whether it happened: it must not be repeated blindly. */
  outcomeUnknown?: boolean;
  /** A write whose answer was lost, so that it may be done all the same; sending it again does no harm. */
  maybeDone?: boolean;
  /** Trying again does not help until somebody has mended something. */
  permanent?: boolean;
  /** The vendor's own reference for its support. */
  vendorReference?: string;
}

/** The one error that reaches people. `cause` goes to the log only. */
export class OperationError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.name = 'OperationError';
    this.failure = failure;
  }
}

/** Any thrown thing as a failure; what is not an `OperationError` is a bug of ours and says nothing of its details. */
export const failureOf = (error: unknown): Failure =>
  error instanceof OperationError
    ? error.failure
    : { kind: 'bug', message: 'Something went wrong inside the bot. It was not your input.' };

/** An intent, a confirmation or a vote could not be put on record in time. It is not recorded later either. */
export class NotRecordedError extends OperationError {
  constructor(cause?: unknown) {
    super(
      {
        kind: 'unavailable',
        message: 'The bot could not record this in time, so nothing was done. Try again in a moment.',
      },
      cause,
    );
    this.name = 'NotRecordedError';
  }
}
