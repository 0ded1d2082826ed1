import { z } from 'zod';
import { baseUrl, pageTemplate, secret } from '../shared/base-url.ts';

/** One way to sign in at an SMS provider; for Twilio the Account SID and the Auth Token. */
const credential = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });

/** Name -> credential. A person picks the name; what it stands for stays in here. */
const credentials = z.record(
  z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u, 'must be a short name of letters and digits'),
  credential,
);

/** JFramework's part of the environment. */
export const jframeworkSettings = z.object({
  JFRAMEWORK_RECORD_PAGE: pageTemplate.optional(),
  JFRAMEWORK_BASE_URL: baseUrl.refine((url) => url.endsWith('/api/v1'), 'must end with /api/v1'),
  /** A domain or an address, depending on whom one asks: passed on as it is. */
  JFRAMEWORK_BRAND_URL: z.string().regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces'),
  JFRAMEWORK_AUTH_KEY: secret,
  JFRAMEWORK_SMS_CREDENTIALS: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('must be JSON: {"name": {"username": "...", "password": "..."}}');
        return z.NEVER;
      }
    })
    .pipe(credentials)
    .prefault('{}'),
});
export type JframeworkSettings = z.output<typeof jframeworkSettings>;
