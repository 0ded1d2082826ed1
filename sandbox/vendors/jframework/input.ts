import { mediaType, type Received } from '../http.ts';
import { Refusal } from './answers.ts';
import { PROVIDERS, type SmsSetting } from './settings.ts';

/** A name holding these words runs into the limit of a feature: HTTP 209, which is a failure. */
export const OVER_LIMIT = 'over limit';

const STATUSES = new Map<unknown, SmsSetting['status']>([
  ['0 - Inactive', 'Inactive'],
  ['1 - Active', 'Active'],
  ['Inactive', 'Inactive'],
  ['Active', 'Active'],
]);

const invalid = (message: string) => new Refusal(400, 'InvalidRequest', message);

export function readObject(request: Received): Record<string, unknown> {
  if (mediaType(request.headers) !== 'application/json') throw invalid('Content-Type must be application/json.');
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString());
  } catch {
    throw invalid('The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('The body must be an object.');
  return value as Record<string, unknown>;
}

export function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw invalid(`The ${name} field is required.`);
  return value;
}

/** A whole setting: what is left out of the optional part is not kept but reset. */
export function readSetting(body: Record<string, unknown>, id: string): SmsSetting {
  const { description = null, status = 'Inactive', isDefault = false } = body;
  const setting = {
    id,
    appIntegrationId: text(body, 'appIntegrationId'),
    name: text(body, 'name'),
    username: text(body, 'username'),
    password: text(body, 'password'),
    phoneNumber: text(body, 'phoneNumber'),
  };
  const known = STATUSES.get(status);
  if (!known) throw invalid('The status field is not one of the allowed values.');
  if (typeof isDefault !== 'boolean') throw invalid('The isDefault field must be a boolean.');
  if (description !== null && typeof description !== 'string') throw invalid('The description field must be text.');
  if (!PROVIDERS.some((provider) => provider.id === setting.appIntegrationId)) {
    throw new Refusal(404, 'NotFound', 'The app integration was not found.');
  }
  if (setting.name.toLowerCase().includes(OVER_LIMIT)) {
    throw new Refusal(209, 'FeatureLimitExceeded', 'Your package does not allow more of this feature.');
  }
  return { ...setting, description, status: known, isDefault };
}
