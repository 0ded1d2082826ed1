import type { Outward } from '../books.ts';
import type { Random } from '../random.ts';
import { type Project, SUB_TENANTS, TENANTS } from './projects.ts';

/** What a good request did, for the books. */
export interface Done {
  what: string;
  detail: Record<string, unknown> & { outward?: Outward[] };
}

/** Thrown for what the vendor refuses; the status goes inside the envelope, never on the HTTP line. */
export class Refusal extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

const TEXT_FIELDS = new Set([
  ...['firstName', 'lastName', 'email', 'phoneNumber', 'projectType', 'poOrderNumber', 'state'],
  ...['quoteRef', 'quoteSentDate', 'quoteExpiryDate', 'quoteAcceptReject', 'installationLatLng'],
]);
const OTHER_FIELDS = new Map<string, (value: unknown) => boolean>([
  ['address', isObject],
  ['installChargePoint', (value) => typeof value === 'boolean' || typeof value === 'string'],
]);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Works out which of the five meanings a body has and does it; throws a Refusal and changes nothing otherwise. */
export function carryOut(project: Project, body: unknown, random: Random): Done {
  if (!isObject(body) || Object.keys(body).length === 0)
    throw new Refusal(400, 'The body must be a JSON object with at least one key.');
  const keys = Object.keys(body);
  const intents = keys.filter((key) => key === 'delegate' || key === 'subTenantId' || key === 'notes');
  if (intents.length > 0 && keys.length > 1) {
    throw new Refusal(400, `"${intents[0]}" cannot be combined with other keys (${keys.join(', ')}).`);
  }
  if ('delegate' in body) return delegate(project, 'tenant', body.delegate, TENANTS);
  if ('subTenantId' in body) return delegate(project, 'sub-tenant', body.subTenantId, SUB_TENANTS);
  return 'notes' in body ? writeNote(project, body.notes, random) : updateFields(project, body);
}

function updateFields(project: Project, fields: Record<string, unknown>): Done {
  for (const [name, value] of Object.entries(fields)) {
    const fits = TEXT_FIELDS.has(name) ? typeof value === 'string' : OTHER_FIELDS.get(name)?.(value);
    if (fits === undefined) throw new Refusal(400, `Unknown field "${name}".`);
    if (!fits) throw new Refusal(400, `Field "${name}" has the wrong type.`);
  }
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, project.data[name] ?? null]));
  Object.assign(project.data, fields);
  const names = Object.keys(fields).join(', ');
  return { what: `Changed ${names} of project ${project.projectId}`, detail: { before, after: fields } };
}

function delegate(project: Project, kind: string, to: unknown, linked: Readonly<Record<string, string>>): Done {
  const name = isText(to) && Object.hasOwn(linked, to) ? linked[to] : undefined;
  if (!isText(to) || !name) throw new Refusal(400, `The ${kind} is not linked to yours.`);
  project.tenant = to;
  // Not idempotent: each call hands the project over, and tells the receiver, once more.
  project.delegationLog.push(to);
  const text = `Project ${project.projectId} was delegated to you.`;
  return {
    what: `Delegated project ${project.projectId} to ${kind} ${name}`,
    detail: { to, delegations: [...project.delegationLog], outward: [{ channel: 'handover', to: name, text }] },
  };
}

/** The assumed shape: `{"notes": [{"note": text}]}` adds, with an `id` beside it the note of that id is replaced. */
function writeNote(project: Project, notes: unknown, random: Random): Done {
  const [entry, ...more] = Array.isArray(notes) ? notes : [];
  if (!isObject(entry) || more.length > 0 || !isText(entry.note)) {
    throw new Refusal(400, '"notes" must hold exactly one object with a text in "note".');
  }
  const unknown = Object.keys(entry).find((key) => key !== 'id' && key !== 'note');
  if (unknown) throw new Refusal(400, `Unknown key "${unknown}" in a note.`);
  const text = entry.note;
  if (!('id' in entry)) {
    const note = { id: random.uuid(), note: text };
    project.notes.push(note);
    const detail = { id: note.id, note: text, notesNow: project.notes.length };
    return { what: `Added a note to project ${project.projectId}: ${text}`, detail };
  }
  const note = project.notes.find(({ id }) => id === entry.id);
  if (!note) throw new Refusal(404, 'There is no note with that id on this project.');
  const before = note.note;
  note.note = text;
  return { what: `Replaced note ${note.id} of project ${project.projectId}: ${text}`, detail: { before, note: text } };
}
