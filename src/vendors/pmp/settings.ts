import { z } from 'zod';
import type { Choice } from '../../operations/fields.ts';
import { baseUrl, secret } from '../shared/base-url.ts';

/** `2=Customer,3=New`: a list of the site, which no call of PMP gives out. */
const siteList = (preset = '') =>
  z
    .string()
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(z.string().regex(/^\d{1,12}\s*=\s*\S/, 'must be numbers and names, for example 2=Customer,3=New')))
    .transform((entries): Choice[] =>
      entries.map((entry) => {
        const [value = '', ...label] = entry.split('=');
        return { value: value.trim(), label: label.join('=').trim() };
      }),
    )
    .prefault(preset);

/** The kinds of record whose updates were seen to delete attachments from 2.0.8 of the module on. */
const RISKY_UPDATES = ['lead', 'project', 'ticket'] as const;

/** PMP's part of the environment. The base address ends before `/api`. */
export const pmpSettings = z.object({
  PMP_BASE_URL: baseUrl.refine((url) => !url.endsWith('/api'), 'must end before /api'),
  PMP_AUTH_TOKEN: secret,
  /** How the site writes dates; `YYYY-MM-DD` passes any site unchanged. */
  PMP_DATE_FORMAT: z
    .string()
    .regex(
      /^(DD|MM|YYYY)[-/.](DD|MM|YYYY)[-/.](DD|MM|YYYY)$/,
      'must be made of DD, MM and YYYY, for example DD/MM/YYYY',
    )
    .refine((format) => new Set(format.split(/[-/.]/)).size === 3, 'must name day, month and year once each')
    .prefault('DD/MM/YYYY'),
  /** Version of the REST module: 1 up to 2.0.3, 3 from 2.0.8 on. */
  PMP_API_VERSION: z.enum(['1', '3'], 'must be 1 or 3').prefault('1'),
  /** The feed of version 3 for what changed since a moment: on where it was seen to name updates too, not only new records. */
  PMP_CHANGE_FEED: z.enum(['on', 'off'], 'must be on or off').prefault('off'),
  /** Records that may be updated under version 3 all the same, comma-joined: lead, project, ticket. */
  PMP_ALLOW_UPDATES: z
    .string()
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(z.enum(RISKY_UPDATES, `must be some of ${RISKY_UPDATES.join(', ')}, joined by commas`)))
    .prefault(''),
  PMP_LEAD_STATUSES: siteList(),
  PMP_LEAD_SOURCES: siteList(),
  PMP_TICKET_DEPARTMENTS: siteList(),
  PMP_TICKET_SERVICES: siteList(),
  PMP_TICKET_STATUSES: siteList('1=Open,2=In Progress,3=Answered,4=On Hold,5=Closed'),
  PMP_TICKET_PRIORITIES: siteList('1=Low,2=Medium,3=High'),
  PMP_PROJECT_STATUSES: siteList('1=Not Started,2=In Progress,3=On Hold,4=Finished,5=Cancelled'),
  PMP_STAFF: siteList(),
  PMP_CUSTOMER_GROUPS: siteList(),
  PMP_COUNTRIES: siteList(),
  PMP_CURRENCIES: siteList(),
});
export type PmpSettings = z.output<typeof pmpSettings>;
