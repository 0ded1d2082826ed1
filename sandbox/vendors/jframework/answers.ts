import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../http.ts';

/** A failure in the vendor's words; the status goes on the HTTP line and into the envelope. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Always HTTP 200; the envelope's own `statusCode` may say 201. */
export const good = (data: unknown, statusCode = 200): Answer =>
  json(200, { success: true, statusCode, message: 'The request was successful.', data, errors: [] });

export function bad(
  { status, code, message }: Refusal,
  httpStatus = status,
  headers: Record<string, string> = {},
): Answer {
  const errors = [{ code, message, correlationId: randomUUID() }];
  return json(
    httpStatus,
    { success: false, statusCode: status, message: 'The request failed.', data: null, errors },
    headers,
  );
}

/** Properties that hold null are left out. */
export const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
