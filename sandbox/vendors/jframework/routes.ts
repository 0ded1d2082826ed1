import type { Books } from '../books.ts';
import { type Answer, type Received, segmentsOf } from '../http.ts';
import { type Random, seededRandom } from '../random.ts';
import type { RecordBook } from '../records.ts';
import { good, Refusal, withoutNulls } from './answers.ts';
import { readObject, readSetting, text } from './input.ts';
import { jframeworkRecordBook } from './record-books.ts';
import { PROVIDERS, type SmsSetting, seedSettings } from './settings.ts';

/** The brand's SMS settings and the calls on them. Throws a Refusal for what the vendor says no to. */
export interface Routes {
  /** The settings as people at the vendor change them. */
  settings: RecordBook;
  route(request: Received, books: Books): Answer;
}

const notFound = (what: string) => new Refusal(404, 'NotFound', `The ${what} was not found.`);

/** The password goes out in clear, as it does at the vendor. */
function shown({ appIntegrationId, ...setting }: SmsSetting): object {
  const provider = PROVIDERS.find(({ id }) => id === appIntegrationId);
  return withoutNulls({ appIntegration: provider && withoutNulls(provider), ...setting });
}

export function createRoutes(): Routes {
  const settings = seedSettings();
  const ids: Random = seededRandom(62);

  function store(setting: SmsSetting): void {
    if (setting.isDefault) for (const other of settings.values()) other.isDefault = false;
    settings.set(setting.id, setting);
  }

  function create(request: Received, books: Books): Answer {
    const setting = readSetting(readObject(request), `s${ids.hex(17)}`);
    store(setting);
    books.write(`Created SMS setting ${setting.id}, ${setting.name}`, setting);
    return good(shown(setting), 201);
  }

  function update(before: SmsSetting, request: Received, books: Books): Answer {
    const old = { ...before };
    const setting = readSetting(readObject(request), before.id);
    store(setting);
    books.write(`Replaced SMS setting ${setting.id}, ${setting.name}`, { before: old, ...setting });
    return good(shown(setting));
  }

  function remove(setting: SmsSetting, books: Books): Answer {
    settings.delete(setting.id);
    const warning = setting.isDefault ? '; the brand has no default any more' : '';
    books.write(`Deleted SMS setting ${setting.id}, ${setting.name}${warning}`, setting);
    return good(true);
  }

  function sendTest(providerId: string, request: Received, books: Books): Answer {
    const provider = PROVIDERS.find(({ id }) => id === providerId);
    if (!provider) throw notFound('app integration');
    const body = readObject(request);
    const [username, from, to] = [text(body, 'username'), text(body, 'phoneNumberFrom'), text(body, 'phoneNumberTo')];
    const sms = { channel: 'sms' as const, to, text: text(body, 'message') };
    const detail = { provider: provider.name, username, password: text(body, 'password'), from, outward: [sms] };
    books.write(`Sent a test SMS to ${to} through ${provider.name}`, detail);
    return good(true);
  }

  function listProviders({ query }: Received): Answer {
    const [type, status, words] = [query.get('type'), query.get('status'), query.get('keywords')?.toLowerCase() ?? ''];
    const found = PROVIDERS.filter(
      (one) =>
        (!type || one.type === type) && (!status || one.status === status) && one.name.toLowerCase().includes(words),
    );
    return good(found.map(withoutNulls));
  }

  return {
    settings: jframeworkRecordBook(settings, ids),
    route(request, books) {
      const [api, version, area, first, second, third, ...more] = segmentsOf(request.path) ?? [];
      const isKnown = api === 'api' && version === 'v1' && area === 'app-integrations' && more.length === 0;
      if (!isKnown) throw notFound('resource');
      const { method } = request;
      if (first && second === 'sms' && third === 'test')
        return only('POST', method, () => sendTest(first, request, books));
      if (third !== undefined) throw notFound('resource');
      if (!first) return only('GET', method, () => listProviders(request));
      if (first !== 'sms') throw notFound('resource');
      if (!second) {
        return method === 'POST'
          ? create(request, books)
          : only('GET', method, () => good([...settings.values()].map(shown)));
      }
      const setting = settings.get(second);
      if (!setting) throw notFound('SMS setting');
      if (method === 'PUT') return update(setting, request, books);
      if (method === 'DELETE') return remove(setting, books);
      return only('GET', method, () => good(shown(setting)));
    },
  };
}

function only(allowed: string, method: string, answer: () => Answer): Answer {
  if (method !== allowed) throw new Refusal(405, 'MethodNotAllowed', `Use ${allowed}.`);
  return answer();
}
