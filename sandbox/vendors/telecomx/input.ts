import type { Received } from '../http.ts';
import { accessDenied, type Level, Refusal } from './access.ts';
import { OWN_CUSTOMER, OWN_RESELLER, type Subscription } from './subscriptions.ts';

export const badRequest = (message: string) => new Refusal(400, 'bad_request', message);

/** The JSON object of a body, whatever its Content-Type. Throws a Refusal when it is missing, empty or not JSON. */
export function readObject({ body }: Received): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw badRequest('The body is missing or not JSON.');
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    throw badRequest('The body holds nothing.');
  }
  return value as Record<string, unknown>;
}

/** Only what was sent changes. Throws a Refusal named after the field at fault. */
export function overlay(before: Subscription, body: Record<string, unknown>): Subscription {
  const { title = before.title, description = before.description, email = before.email, sms = before.sms } = body;
  if (typeof title !== 'string' || title.trim() === '') throw new Refusal(422, 'title', 'The title is missing.');
  if (description !== null && typeof description !== 'string') {
    throw new Refusal(422, 'description', 'The description must be text.');
  }
  if (typeof email !== 'boolean') throw new Refusal(422, 'email', 'email must be true or false.');
  if (typeof sms !== 'boolean') throw new Refusal(422, 'sms', 'sms must be true or false.');
  if (!email && !sms) throw new Refusal(422, 'email', 'At least one of email and sms must be true.');
  return { ...before, title, description, email, sms };
}

/** Which subscriptions a list asks for. Throws a Refusal for a filter that this level may not use. */
export function filterOf(level: Level, query: URLSearchParams): (subscription: Subscription) => boolean {
  const [customer, reseller] = [query.get('customer')?.toUpperCase(), query.get('reseller')?.toUpperCase()];
  const common = query.get('common') === 'true';
  if (customer && reseller) throw badRequest('The filters customer and reseller exclude each other.');
  if (level !== 'ADMIN' && (common || (!customer && !reseller))) throw accessDenied();
  if (common) return (one) => one.reseller === null;
  if (reseller) return (one) => one.reseller === reseller;
  // A customer may choose from what its reseller offers and from what is global.
  if (customer) return (one) => customer === OWN_CUSTOMER && (one.reseller === OWN_RESELLER || one.reseller === null);
  return () => true;
}
