import { z } from 'zod';
import { baseUrl, secret } from '../base-url.ts';

/** PMP's part of the environment. The base address ends before `/api`. */
export const pmpSettings = z.object({
  PMP_BASE_URL: baseUrl.refine((url) => !url.endsWith('/api'), 'must end before /api'),
  PMP_AUTH_TOKEN: secret,
  /** How the site writes dates; `YYYY-MM-DD` passes any site unchanged. */
  PMP_DATE_FORMAT: z
    .string()
    .regex(/^(DD|MM|YYYY)[-/.](DD|MM|YYYY)[-/.](DD|MM|YYYY)$/, 'must be made of DD, MM and YYYY, for example DD/MM/YYYY')
    .refine((format) => new Set(format.split(/[-/.]/)).size === 3, 'must name day, month and year once each')
    .prefault('DD/MM/YYYY'),
});
export type PmpSettings = z.output<typeof pmpSettings>;
