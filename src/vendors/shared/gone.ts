import { z } from 'zod';
import type { VendorRequest } from '../../operations/operation.ts';
import type { HttpResponse } from './http-client.ts';

/** Stands for "not found" when an earlier try of the same delete may have done the work. */
export const ALREADY_GONE = 'already gone';

/** Only after a try whose result nobody knows does "not found" mean that the delete is done. */
export const isAlreadyGone = (answer: HttpResponse, request: VendorRequest): boolean =>
  request.method === 'DELETE' && answer.status === 404 && answer.mayHaveRun === true;

/** The answer to a delete: its client has found it a success already. */
export const deleted = z
  .unknown()
  .transform((answer) => ({ alreadyGone: answer === ALREADY_GONE }))
  .pipe(z.object({ alreadyGone: z.boolean() }));

/** Notes for people about a delete that had to be sent twice. */
export const goneNotes = (vendorName: string, { alreadyGone }: z.output<typeof deleted>): string[] =>
  alreadyGone
    ? [
        `${vendorName}'s first answer got lost. Asked again, it said that there is no such record, so it is counted as deleted.`,
      ]
    : [];
