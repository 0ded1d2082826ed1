import type { Books } from '../books.ts';
import { type Answer, json, type Received, segmentsOf } from '../http.ts';
import { seededRandom } from '../random.ts';
import type { RecordBook } from '../records.ts';
import { type Level, levelOf, maySee, mayWrite, Refusal } from './access.ts';
import { badRequest, filterOf, overlay, readObject } from './input.ts';
import { telecomxRecordBook } from './record-books.ts';
import { type Entry, OWN_RESELLER, type Subscription, seedEntries } from './subscriptions.ts';

/** The subscriptions and the calls on them. Throws a Refusal for what the vendor says no to. */
export interface Routes {
  /** The subscriptions as people at the vendor change them. */
  subscriptions: RecordBook;
  route(request: Received, books: Books): Answer;
}

const ID = /^[0-9a-f]{24}$/i;
const notFound = () => new Refusal(404, 'employeeSubscription', 'There is no such subscription.');

/** Properties without a value are missing. */
const shown = (subscription: Subscription): object =>
  Object.fromEntries(Object.entries(subscription).filter(([, value]) => value !== null));

/** A list is present only while its channel is on. */
const subscribersOf = ({ subscription, subscribers }: Entry): object => ({
  ...(subscription.email && { email: subscribers.map(({ email }) => email) }),
  ...(subscription.sms && { sms: subscribers.map(({ sms }) => sms) }),
});

export function createRoutes(): Routes {
  const entries = seedEntries();
  const ids = seededRandom(81);

  /** POST on the collection: what an update with an empty id turns into. */
  function create(level: Level, request: Received, books: Books): Answer {
    const body = readObject(request);
    const { reseller = OWN_RESELLER } = body;
    if (reseller !== null && typeof reseller !== 'string')
      throw new Refusal(422, 'reseller', 'The reseller must be an id.');
    mayWrite(level, { reseller });
    const blank = { _id: ids.hex(24).toUpperCase(), reseller, title: '', description: null, email: false, sms: false };
    const subscription = overlay(blank, body);
    entries.set(subscription._id, { subscription, subscribers: [] });
    books.write(`Created subscription ${subscription._id}, ${subscription.title}`, subscription);
    return json(200, shown(subscription));
  }

  function update(level: Level, entry: Entry, request: Received, books: Books): Answer {
    const body = readObject(request);
    if ('reseller' in body) throw badRequest('The reseller cannot be changed.');
    mayWrite(level, entry.subscription);
    const before = entry.subscription;
    entry.subscription = overlay(before, body);
    const names = Object.keys(body).join(', ');
    books.write(`Changed ${names} of subscription ${before._id}, ${before.title}`, {
      before,
      after: entry.subscription,
    });
    return json(200, shown(entry.subscription));
  }

  function list(level: Level, { query }: Received): Answer {
    const wanted = filterOf(level, query);
    const all = [...entries.values()].map(({ subscription }) => subscription);
    return json(200, all.filter((one) => maySee(level, one) && wanted(one)).map(shown));
  }

  function remove(level: Level, { subscription, subscribers }: Entry, books: Books): Answer {
    mayWrite(level, subscription);
    entries.delete(subscription._id);
    const what = `Deleted subscription ${subscription._id}, ${subscription.title}, with ${subscribers.length} subscribers`;
    books.write(what, subscription);
    return json(200, { success: true });
  }

  return {
    subscriptions: telecomxRecordBook(entries, ids),
    route(request, books) {
      const level = levelOf(request);
      const [area, id, below, ...rest] = (segmentsOf(request.path) ?? []).filter(Boolean);
      if (area !== 'employeeSubscription' || rest.length > 0) throw new Refusal(404, 'not_found', 'No such address.');
      const { method } = request;
      if (!id && method === 'GET') return list(level, request);
      if (!id && method === 'POST') return create(level, request, books);
      if (!id) throw new Refusal(400, 'employeeSubscription', 'The id is missing.');
      const entry = ID.test(id) ? entries.get(id.toUpperCase()) : undefined;
      if (!entry || !maySee(level, entry.subscription)) throw notFound();
      const call = `${method} ${below ?? ''}`.trim();
      switch (call) {
        case 'GET':
          return json(200, shown(entry.subscription));
        case 'POST':
          return update(level, entry, request, books);
        case 'DELETE':
          return remove(level, entry, books);
        case 'GET subscribers':
          mayWrite(level, entry.subscription);
          return json(200, subscribersOf(entry));
        default:
          throw new Refusal(404, 'not_found', 'No such call.');
      }
    },
  };
}
