import { formatDistanceToNow } from 'date-fns';
import { subjectOf } from '../../src/engine/intents.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Context } from '../context.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Fills a form from what the bot last sent for the same record, for vendors that cannot be read. Typed values win.
 * Returns the values and a sentence for the person.
 */
export async function recall(
  operation: Operation,
  values: Values,
  { journal }: Pick<Context, 'journal'>,
): Promise<{ values: Values; notices: string[] }> {
  const subject = operation.recall ? subjectOf(operation, { ...values }) : undefined;
  const missing = (operation.recall ?? []).filter((name) => values[name] === undefined);
  if (subject === undefined || missing.length === 0) return { values, notices: [] };
  const last = await journal.lastWrite(subject);
  if (!last) {
    return { values, notices: ['I have not changed this record before, so there is nothing to fill in for you.'] };
  }
  if (last.state !== 'succeeded') {
    const why = last.state === 'accepted' || last.state === 'running' ? 'is still under way' : 'may have been done';
    return {
      values,
      notices: [`I do not know what this record holds now: ${last.reference} ${why}. So nothing is filled in for you.`],
    };
  }
  const known = missing.flatMap((name) => (last.input[name] === undefined ? [] : [[name, last.input[name]]]));
  return {
    values: { ...Object.fromEntries(known), ...values },
    notices: [
      `Filled in with what I last sent, ${formatDistanceToNow(last.acceptedAt)} ago. It may have been changed elsewhere since: please check it.`,
    ],
  };
}
