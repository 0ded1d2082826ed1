import type { Books } from '../books.ts';
import { type Answer, json, type Received, segmentsOf } from '../http.ts';
import { DISALLOWED, databaseError, done, invalid, NO_DATA, NOT_ACCEPTABLE, no, UNKNOWN_ROUTE } from './answers.ts';
import { readPost, readPut } from './body.ts';
import { customers } from './customers.ts';
import { leads } from './leads.ts';
import { milestones } from './milestones.ts';
import { projects } from './projects.ts';
import type { Fields, Resource, Work } from './resource.ts';
import type { Entity } from './store.ts';
import { tickets } from './tickets.ts';
import { like, PhpError } from './values.ts';

const RESOURCES: readonly Resource[] = [customers, leads, milestones, projects, tickets];

/** The framework's set of characters, asked of every segment of the decoded path. */
const ALLOWED = /^[a-z0-9~%.:_\-@ ]*$/i;

/** Answers one request whose token was good. */
export async function route(request: Received, work: Work, books: Books): Promise<Answer> {
  const segments = segmentsOf(request.path);
  if (!segments?.every((segment) => ALLOWED.test(segment))) return DISALLOWED;
  const [api, ...rest] = segments.filter((segment) => segment !== '');
  // `/delete/...` is only another address of the item: the verb alone decides what happens.
  if (rest[0] === 'delete') rest.shift();
  if (api === 'api' && rest[0] === 'zapier') return fed(rest, request, work);
  const [name, ...tail] = rest;
  const resource = RESOURCES.find((one) => one.name === name);
  if (api !== 'api' || !resource) return UNKNOWN_ROUTE;
  try {
    return await act(resource, request, tail, work, books);
  } catch (error) {
    if (error instanceof PhpError) return databaseError(error.message);
    throw error;
  }
}

function act(
  resource: Resource,
  request: Received,
  tail: string[],
  work: Work,
  books: Books,
): Answer | Promise<Answer> {
  const [id = '', key] = tail;
  if (id === 'search' && key !== undefined && tail.length === 2) {
    return request.method === 'GET' ? search(resource, key, work) : UNKNOWN_ROUTE;
  }
  if (tail.length > 1 || !/^\d*$/.test(id)) return UNKNOWN_ROUTE;
  switch (request.method) {
    case 'GET':
      return id ? get(resource, id, work) : list(resource, work.store[resource.name].all(), work);
    case 'POST':
      return id ? UNKNOWN_ROUTE : create(resource, request, work, books);
    case 'PUT':
      return update(resource, id, request, work, books);
    case 'DELETE':
      return remove(resource, id, work, books);
    default:
      return UNKNOWN_ROUTE;
  }
}

/** The feed of version 3: what was made or changed since a moment, of the three kinds that it knows and a bot asks for. */
function fed([, poll, name]: string[], request: Received, work: Work): Answer {
  const resource = RESOURCES.find((one) => one.name === name && one !== milestones && one !== projects);
  const { query } = request;
  const since = Date.parse(`${(query.get('since') ?? '').replace(' ', 'T')}Z`);
  if (request.method !== 'GET' || poll !== 'poll' || !resource || Number.isNaN(since)) return UNKNOWN_ROUTE;
  const entities = work.store[resource.name].touchedSince(since).slice(0, Number(query.get('limit') ?? 25));
  return json(
    200,
    entities.map((entity) => resource.show(entity, work)),
  );
}

const list = (resource: Resource, entities: Entity[], work: Work): Answer =>
  entities.length > 0
    ? json(
        200,
        entities.map((entity) => resource.show(entity, work)),
      )
    : no(NO_DATA);

function search(resource: Resource, text: string, work: Work): Answer {
  const key = like(text);
  const found = work.store[resource.name].all().filter((entity) => resource.matches(entity, key, work));
  return list(resource, found, work);
}

function get(resource: Resource, id: string, work: Work): Answer {
  const entity = work.store[resource.name].get(id);
  if (!entity) return no(NO_DATA);
  return json(200, resource.showOne ? resource.showOne(entity, work) : resource.show(entity, work));
}

async function create(resource: Resource, request: Received, work: Work, books: Books): Promise<Answer> {
  const { fields, uploads } = await readPost(request);
  const missing = missingFrom(fields, resource.requiredOnCreate);
  if (missing.length > 0) return invalid(missing);
  const { what, detail } = resource.create(fields, work);
  const files = resource.takesFiles ? uploads.filter(({ field }) => field === 'file[]' || field === 'file') : [];
  books.write(what, files.length > 0 ? { ...detail, files } : detail);
  // The new id is not in the answer.
  return done(resource.words.added);
}

function update(resource: Resource, id: string, request: Received, work: Work, books: Books): Answer {
  const fields = readPut(request);
  if (!fields) return NOT_ACCEPTABLE;
  if (!id) return no(resource.words.invalidId);
  const missing = missingFrom(fields, resource.requiredOnUpdate);
  if (missing.length > 0) return invalid(missing);
  const unknown = Object.keys(fields).find((name) => !resource.writable.includes(name));
  if (unknown) throw new PhpError(`Unknown column '${unknown}' in 'field list'`);
  const table = work.store[resource.name];
  const before = table.get(id);
  const after = before && resource.update(before, fields);
  // Nothing changed counts as failed.
  if (!after || JSON.stringify(after) === JSON.stringify(before)) return no(resource.words.updateFailed);
  table.replace(id, after);
  const word = resource.name.slice(0, -1);
  books.write(`Changed ${word} ${id}`, { id, changes: changesBetween(before, after) });
  return done(resource.words.updated);
}

function remove(resource: Resource, id: string, work: Work, books: Books): Answer {
  if (!id) return no(resource.words.invalidId);
  const removed = resource.remove(id, work);
  if (!removed) return no(resource.words.deleteFailed);
  books.write(removed.what, removed.detail);
  return done(resource.words.deleted);
}

const missingFrom = (fields: Fields, required: readonly string[]): string[] =>
  required.filter((name) => String(fields[name] ?? '').trim() === '');

/** Column or link -> what it was and what it is. */
function changesBetween(before: Entity, after: Entity): Record<string, { from: unknown; to: unknown }> {
  const [old, fresh]: Record<string, unknown>[] = [
    { ...before.links, ...before.row },
    { ...after.links, ...after.row },
  ];
  return Object.fromEntries(
    Object.keys(fresh!)
      .filter((name) => JSON.stringify(old![name]) !== JSON.stringify(fresh![name]))
      .map((name) => [name, { from: old![name] ?? null, to: fresh![name] }]),
  );
}
