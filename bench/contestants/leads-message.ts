import { z } from 'zod';

/** What the hand-written apps read of a lead; everything else is dropped. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
export const leadsSchema = z.array(
  z.object({
    id: z.string(),
    name: text,
    company: text,
    email: text,
    phonenumber: text,
    status_name: text,
  }),
);
export type Lead = z.output<typeof leadsSchema>[number];

const SHOWN = 10;

const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const openButton = ({ id, name, company }: Lead, index: number) => ({
  type: 'button' as const,
  action_id: `next:${index}`,
  text: { type: 'plain_text' as const, text: 'Open' },
  value: JSON.stringify({ operation: 'pmp.lead.get', input: { id } }),
  accessibility_label: `Open: ${name || company}`.slice(0, 75),
});

function leadBlock(lead: Lead, index: number) {
  const { id, name, company, status_name, email, phonenumber } = lead;
  const details = [name ? company : '', status_name, email, phonenumber].filter(Boolean).map(escaped).join(' · ');
  const title = escaped(name || company || `Lead ${id}`);
  return {
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: `*${title}*\n${details}`, verbatim: true },
    accessory: openButton(lead, index),
  };
}

const context = (words: string) => ({
  type: 'context' as const,
  elements: [{ type: 'mrkdwn' as const, text: words, verbatim: true }],
});

/** The first ten leads as the bot shows them: heading, a section and a button each, paging, and a footer. */
export function leadsMessage(leads: readonly Lead[], asked: { key: string; user: string; tookMs: number }) {
  const shown = leads.slice(0, SHOWN);
  const title = `${leads.length} leads found for "${asked.key}"`;
  const now = Math.floor(Date.now() / 1000);
  return {
    text: `${title}\n${shown.map(({ name, company }) => escaped(name || company)).join(', ')}`,
    blocks: [
      { type: 'header' as const, text: { type: 'plain_text' as const, text: title } },
      ...shown.map(leadBlock),
      context(`1–${shown.length} of ${leads.length}`),
      {
        type: 'actions' as const,
        elements: [
          {
            type: 'button' as const,
            action_id: 'page:1',
            text: { type: 'plain_text' as const, text: 'Next page' },
            value: JSON.stringify({ key: asked.key, page: 2 }),
          },
        ],
      },
      context(
        `Search leads · PMP CRM · asked by <@${asked.user}> · ` +
          `<!date^${now}^{date_short_pretty} {time}|now> · ${(asked.tookMs / 1000).toFixed(1)} s`,
      ),
    ],
  };
}
