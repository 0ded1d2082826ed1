import { z } from 'zod';
import { baseUrl, secret } from '../shared/base-url.ts';

/** ParticleSpace's part of the environment: a ready token, or the two keys that buy one. */
export const particlespaceSettings = z
  .object({
    PARTICLESPACE_BASE_URL: baseUrl.refine((url) => url.endsWith('/api/v1'), 'must end with /api/v1'),
    PARTICLESPACE_TOKEN: secret.optional(),
    PARTICLESPACE_SECRET_KEY: secret.optional(),
    PARTICLESPACE_PUBLISH_KEY: secret.optional(),
    /** The account's own flows (board columns), comma-joined. Empty: any is allowed. */
    PARTICLESPACE_STATUSES: z
      .string()
      .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
      .pipe(z.array(z.string().regex(/^[A-Z0-9_]+$/, 'must be upper-case names joined by commas')))
      .prefault(''),
  })
  .superRefine((settings, context) => {
    if (settings.PARTICLESPACE_TOKEN) return;
    for (const name of ['PARTICLESPACE_SECRET_KEY', 'PARTICLESPACE_PUBLISH_KEY'] as const) {
      if (!settings[name]) {
        context.addIssue({ code: 'custom', path: [name], message: 'is missing (or set PARTICLESPACE_TOKEN instead)' });
      }
    }
  });
export type ParticlespaceSettings = z.output<typeof particlespaceSettings>;
