import type { Books } from '../books.ts';
import { type Answer, json, mediaType, type Received, segmentsOf } from '../http.ts';
import { type Random, seededRandom } from '../random.ts';
import type { StartOptions, VendorRules } from '../rules.ts';
import { startSimulator } from '../server.ts';
import type { VendorSimulator } from '../simulator.ts';
import { carryOut, Refusal } from './intents.ts';
import { seedProjects } from './projects.ts';

export { SAMPLE_NOTE_ID, SAMPLE_PROJECT_ID, SUB_TENANTS, TENANTS } from './projects.ts';

const API_KEY = 'jumptech-sandbox-key';
const NOTE_SEED = 2;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the gateway in front says; behind it everything is HTTP 200 with the status inside. */
const gateway = (status: number, message: string, headers: Record<string, string> = {}) =>
  json(status, { message }, headers);

/** `body` is a string that itself holds JSON. */
const envelope = (statusCode: number, body: unknown): Answer =>
  json(200, {
    statusCode,
    body: JSON.stringify(body),
    headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' },
  });

function jumptechRules(): VendorRules {
  let projects = seedProjects();
  let noteIds: Random = seededRandom(NOTE_SEED);

  function update(id: string, request: Received, books: Books): Answer {
    if (mediaType(request.headers) !== 'application/json')
      throw new Refusal(400, 'Content-Type must be application/json.');
    if (!UUID.test(id)) throw new Refusal(400, 'The project id must be a UUID.');
    const project = projects.get(id.toLowerCase());
    if (!project) throw new Refusal(404, 'Project not found.');
    const done = carryOut(project, parse(request.body), noteIds);
    books.write(done.what, { projectId: project.projectId, ...done.detail });
    return envelope(200, project.projectId);
  }

  return {
    id: 'jumptech',
    name: 'Jumptech',
    basePath: '',
    env: (url) => ({ JUMPTECH_BASE_URL: url, JUMPTECH_API_KEY: API_KEY }),
    answer(request, books) {
      const [area, action, id, ...rest] = segmentsOf(request.path) ?? [];
      const known = area === 'projects' && action === 'updateProject' && id && rest.length === 0;
      if (!known || request.method !== 'POST') return gateway(403, 'Missing Authentication Token');
      if (request.query.get('apikey') !== API_KEY) return gateway(403, 'Forbidden');
      try {
        return update(id, request, books);
      } catch (error) {
        if (error instanceof Refusal) return envelope(error.statusCode, { message: error.message });
        throw error;
      }
    },
    lie: () => envelope(422, { message: 'The project could not be updated.' }),
    tooMany: (seconds) => gateway(429, 'Too Many Requests', { 'Retry-After': String(seconds) }),
    reset() {
      projects = seedProjects();
      noteIds = seededRandom(NOTE_SEED);
    },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.');
  }
}

/** Jumptech: one endpoint, five meanings, the key in the URL, and failures inside HTTP 200. */
export const startJumptech = (options: StartOptions = {}): Promise<VendorSimulator> =>
  startSimulator(jumptechRules(), options);
