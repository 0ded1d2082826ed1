import type { Outward } from '../books.ts';
import { mediaType, type Received } from '../http.ts';
import { FLOWS, type Ticket } from './tickets.ts';

/** What the vendor refuses: a status and its code name. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const badRequest = (message: string) => new Refusal(400, 'BAD_REQUEST', message);

/** The form of a request. Throws a Refusal for any other encoding, JSON included. */
export function readForm(request: Received): URLSearchParams {
  if (mediaType(request.headers) !== 'application/x-www-form-urlencoded') {
    throw badRequest('The body must be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(request.body.toString());
}

export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw badRequest(`The parameter "${name}" is required.`);
  return value;
}

function flag(form: URLSearchParams, name: string): boolean {
  const value = required(form, name);
  if (value !== '1' && value !== '0') throw badRequest(`The parameter "${name}" must be 1 or 0.`);
  return value === '1';
}

/** The ticket a form describes and the messages it sends. Contacts are taken as they come: nobody checks their kind. */
export function readTicket(
  form: URLSearchParams,
  id: string,
  creating: boolean,
): { ticket: Ticket; outward: Outward[] } {
  const ticket = {
    id,
    title: required(form, 'title'),
    description: creating ? (form.get('description') ?? '') : required(form, 'description'),
    status: required(form, 'status'),
    automated: flag(form, 'automated'),
  };
  const outward = flag(form, 'notify') ? messages(form, ticket) : [];
  if (!FLOWS.includes(ticket.status)) throw new Refusal(405, 'NOT_SAVED', `There is no flow "${ticket.status}".`);
  return { ticket, outward };
}

function messages(form: URLSearchParams, ticket: Ticket): Outward[] {
  const channel = required(form, 'type');
  if (channel !== 'email' && channel !== 'sms') throw badRequest('The parameter "type" must be email or sms.');
  const subject = form.get('notifySubject') || ticket.title;
  const text = `${subject}: ${form.get('notifyMessage') || `Your ticket is now in ${ticket.status}.`}`;
  return required(form, 'contacts')
    .split(',')
    .map((to) => ({ channel, to, text }));
}
