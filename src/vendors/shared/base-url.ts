import { isIP } from 'node:net';
import { z } from 'zod';

const PRIVATE_ADDRESS: Record<number, RegExp> = {
  4: /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./,
  6: /^(::1$|f[cd])/,
  // Names that no public server can have: one word, or an ending set aside for local use.
  0: /^[^.]+$|\.(local|localhost|internal)$/,
};

/** Plain http would show keys to everybody on the way; inside one machine or network it is the operator's choice. */
function isSafe({ protocol, hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:' || (protocol === 'http:' && PRIVATE_ADDRESS[isIP(host)]!.test(host));
}

/** A vendor's base address: https (http within one machine or private network), no query, no trailing slash kept. */
export const baseUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search || url.hash || url.username || url.password) {
    context.addIssue('must be an address such as https://api.example.com, without query or user name');
    return z.NEVER;
  }
  if (!isSafe(url)) {
    context.addIssue('must start with https:// (http:// only for this machine or a private network)');
    return z.NEVER;
  }
  return url.href.replace(/\/+$/, '');
});

/** The address of a record's page with `{id}` in it, and `{resource}` where pages differ; for vendors that document none. */
export const pageTemplate = z
  .url({ protocol: /^https?$/, error: 'must be an address' })
  .refine((text) => text.includes('{id}'), 'must have {id} where the id of a record goes');

/** Fills such a template; undefined without one. */
export const filledPage = (template: string | undefined, { resource, id }: { resource: string; id: string }) =>
  template
    ?.replaceAll('{id}', () => encodeURIComponent(id))
    .replaceAll('{resource}', () => encodeURIComponent(resource.split('.').at(-1) ?? ''));

/** A key or token: kept out of every message and log. Header-safe, since most travel there. */
export const secret = z
  .string()
  .trim()
  .min(1)
  .regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces');
