import type { ApprovalRequest, Intent, Origin } from './intent.ts';

/** What the column `origin` holds: where the intent came from, and how its person saw the record and typed dates. */
export type StoredOrigin = Origin & Pick<Intent, 'etag' | 'interpretedDates'>;

type Part = Record<string, unknown>;

/** Where to answer: older versions stored it beside the door, not below `replyTo`. */
const replyToIn = ({ replyTo, ...older }: Part): unknown => replyTo ?? (Object.keys(older).length > 0 ? older : null);

/**
 * Reads a stored origin. Older versions stored Slack's places at its top level, the etag as `seen` and the dates as
 * `understood`.
 */
export function readOrigin(stored: unknown): { origin: Origin } & Pick<Intent, 'etag' | 'interpretedDates'> {
  const { door, private: isPrivate, seen, understood, ...rest } = stored as Part;
  const { etag = seen, interpretedDates = understood, ...place } = rest;
  return {
    origin: { door: door as Origin['door'], private: isPrivate === true, replyTo: replyToIn(place) },
    ...(typeof etag === 'string' && { etag }),
    ...(Array.isArray(interpretedDates) && { interpretedDates: interpretedDates.map(String) }),
  };
}

/** The parts of an intent that are stored as its origin. */
export const toStoredOrigin = ({ origin, etag, interpretedDates }: Intent): StoredOrigin => ({
  ...origin,
  ...(etag !== undefined && { etag }),
  ...(interpretedDates && { interpretedDates }),
});

/** Reads a stored approval request. Older versions called the place `channel` and the etag `seen`. */
export function readApproval(stored: string): ApprovalRequest {
  const { channel, seen, ...request } = JSON.parse(stored) as ApprovalRequest & { channel?: string; seen?: string };
  return { ...(channel !== undefined && { askedIn: channel }), ...(seen !== undefined && { etag: seen }), ...request };
}
