import { z } from 'zod';
import { baseUrl, pageTemplate, secret } from '../shared/base-url.ts';

/** TelecomX's part of the environment. */
export const telecomxSettings = z.object({
  TELECOMX_RECORD_PAGE: pageTemplate.optional(),
  TELECOMX_BASE_URL: baseUrl,
  TELECOMX_TOKEN: secret,
  /** How the token travels is documented nowhere readable; only the query parameter is attested by name. */
  TELECOMX_TOKEN_TRANSPORT: z
    .string()
    .regex(/^(query|bearer|cookie|header:[A-Za-z0-9-]+)$/, 'must be query, bearer, cookie or header:NAME')
    .prefault('query'),
});
export type TelecomxSettings = z.output<typeof telecomxSettings>;
