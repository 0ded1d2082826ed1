import type { Books, Outward } from '../books.ts';
import { type Answer, json, type Received, segmentsOf } from '../http.ts';
import type { StartOptions, VendorRules } from '../rules.ts';
import { startSimulator } from '../server.ts';
import type { VendorSimulator } from '../simulator.ts';
import { Refusal, readForm, readTicket, required } from './form.ts';
import { FLOWS, seedTickets, type Ticket } from './tickets.ts';

export interface ParticleSpaceSimulator extends VendorSimulator {
  /** Every token issued so far stops working: the next call with one gets a 401. */
  expireTokens(): void;
}

const SECRET_KEY = 'sk_test_particlespace_sandbox';
const PUBLISH_KEY = 'pk_test_particlespace_sandbox';
const TOKEN_LIFE_MS = 15 * 60 * 1000;

const refused = ({ status, code, message }: Refusal): Answer => json(status, { error: code, message });

/** Tokens of the key exchange and when each runs out. */
function createTokens(now: () => number) {
  const lives = new Map<string, number>();
  let issued = 0;
  return {
    issue(): string {
      issued += 1;
      const token = `particlespace-sandbox-token-${issued}`;
      lives.set(token, now() + TOKEN_LIFE_MS);
      return token;
    },
    isGood: (token: string) => (lives.get(token) ?? 0) > now(),
    expireAll: () => lives.clear(),
  };
}

function particleSpaceRules(tokens: ReturnType<typeof createTokens>): VendorRules {
  let tickets = seedTickets();

  function authenticate(request: Received): Answer {
    const form = readForm(request);
    if (required(form, 'secret_key') !== SECRET_KEY || required(form, 'publish_key') !== PUBLISH_KEY) {
      throw new Refusal(401, 'UNAUTHORIZED', 'The keys are not valid.');
    }
    return json(200, { data: { token: tokens.issue() } });
  }

  function save(ticket: Ticket, outward: Outward[], verb: string, books: Books): Answer {
    const before = tickets.get(ticket.id);
    tickets.set(ticket.id, ticket);
    const sent = outward.length > 0 ? `, and sent ${outward.length} ${outward[0]!.channel} messages` : '';
    books.write(`${verb} ticket ${ticket.id}, ${ticket.title}, in ${ticket.status}${sent}`, {
      ...ticket,
      before,
      outward,
    });
    return json(200, { data: { ...ticket, automated: ticket.automated ? '1' : '0' } });
  }

  function route(request: Received, books: Books): Answer {
    const [api, version, area, id, ...rest] = segmentsOf(request.path) ?? [];
    const place = `${request.method} ${area}`;
    if (api !== 'api' || version !== 'v1' || rest.length > 0) throw notFound();
    if (place === 'POST authenticate' && id === undefined) return authenticate(request);
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !tokens.isGood(token)) throw new Refusal(401, 'UNAUTHORIZED', 'No valid token.');
    if (area !== 'ticket' || !id) throw notFound();
    if (place === 'POST ticket' && id === 'new') {
      const { ticket, outward } = readTicket(readForm(request), `tic_${tickets.size + 1}`, true);
      return save(ticket, outward, 'Created', books);
    }
    if (request.method !== 'PUT') throw new Refusal(405, 'NOT_SAVED', 'Method not allowed.');
    const form = readForm(request);
    if (!tickets.has(id)) throw notFound();
    const { ticket, outward } = readTicket(form, id, false);
    return save(ticket, outward, 'Updated', books);
  }

  return {
    id: 'particlespace',
    name: 'ParticleSpace',
    basePath: '/api/v1',
    env: (url) => ({
      PARTICLESPACE_BASE_URL: url,
      PARTICLESPACE_SECRET_KEY: SECRET_KEY,
      PARTICLESPACE_PUBLISH_KEY: PUBLISH_KEY,
      PARTICLESPACE_STATUSES: FLOWS.join(','),
    }),
    answer(request, books) {
      try {
        return route(request, books);
      } catch (error) {
        if (error instanceof Refusal) return refused(error);
        throw error;
      }
    },
    lie: () => json(200, { error: 'NOT_SAVED', message: 'The ticket could not be saved.' }),
    tooMany: (seconds) =>
      json(429, { error: 'TOO_MANY_REQUESTS', message: 'Slow down.' }, { 'Retry-After': String(seconds) }),
    reset() {
      tickets = seedTickets();
      tokens.expireAll();
    },
  };
}

const notFound = () => new Refusal(404, 'NOT_FOUND', 'The resource does not exist.');

/** ParticleSpace: tokens that expire, forms only, and messages to outsiders when asked to notify. */
export async function startParticleSpace(options: StartOptions = {}): Promise<ParticleSpaceSimulator> {
  const tokens = createTokens(options.now ?? Date.now);
  const simulator = await startSimulator(particleSpaceRules(tokens), options);
  return { ...simulator, expireTokens: tokens.expireAll };
}
