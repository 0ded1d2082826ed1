import type { z } from 'zod';
import { type Failure, OperationError } from './errors.ts';

type Doubt = Pick<Failure, 'outcomeUnknown' | 'maybeDone'>;

/** `unexpected` is for the log, so it must not quote the answer. */
export const unknownForm = (unexpected: readonly string[], more: Doubt = {}): OperationError =>
  new OperationError(
    { kind: 'unavailable', message: 'The answer came in a form that the bot does not know.', ...more },
    { unexpected },
  );

/**
 * A vendor's answer in the shape that was agreed; unknown keys are dropped. Throws an OperationError `unavailable` when
 * it came in another one, with `outcomeUnknown` or `maybeDone` where the caller says that the work may have been done.
 */
export function inShape<S extends z.ZodType>(schema: S, answer: unknown, more: Doubt = {}): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  // Paths only: zod's messages can quote the vendor's data.
  const unexpected = parsed.error.issues.slice(0, 10).map(({ path, code }) => `${path.join('.')}: ${code}`);
  throw unknownForm(unexpected, more);
}
