import type { z } from 'zod';
import { type Failure, OperationError } from './errors.ts';

/**
 * A vendor's answer in the shape that was agreed; unknown keys are dropped. Throws an OperationError `unavailable` when
 * it came in another one, with `outcomeUnknown` or `maybeDone` where the caller says that the work may have been done.
 */
export function inShape<S extends z.ZodType>(
  schema: S,
  answer: unknown,
  more: Pick<Failure, 'outcomeUnknown' | 'maybeDone'> = {},
): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new OperationError(
    { kind: 'unavailable', message: 'The answer came in a form that the bot does not know.', ...more },
    // Paths only: zod's messages can quote the vendor's data.
    { unexpected: parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).slice(0, 10) },
  );
}
