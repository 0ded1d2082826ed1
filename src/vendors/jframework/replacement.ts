import { OperationError } from '../../errors.ts';
import type { Facts } from '../../operations/card.ts';
import { decoded } from '../shared/responses.ts';
import { HIDDEN } from '../shared/secrets.ts';
import { change } from '../shared/values.ts';
import { nameOf, type Setting, type Status, WRITTEN } from './schemas.ts';

/** The changes a person wants; undefined fields stay as they are. */
export interface Wanted {
  credentials: string;
  name?: string | undefined;
  phoneNumber?: string | undefined;
  description?: string | undefined;
  status?: Status | undefined;
  isDefault?: boolean | undefined;
  appIntegrationId?: string | undefined;
}

/** The new text, or the stored one with its markup and entities where people see no difference. */
const keptOr = (stored: string, changed: string | undefined): string =>
  changed === undefined || changed === decoded(stored) ? stored : changed;

/**
 * The whole setting as it shall be: PUT replaces, and what it lacks may be reset. The sheet would rather leave `status`
 * out, as its spelling is doubtful; but a wrong spelling is refused aloud and changes nothing, while a status that is
 * reset silences the brand unseen. So all eight fields always travel, each as asked for or as it is now.
 *
 * Throws an OperationError `input` that names what JFramework did not tell and the person has to.
 */
export function replacement(current: Setting, wanted: Wanted): Record<string, unknown> {
  const status = wanted.status ?? current.status;
  const needed = {
    appIntegrationId: wanted.appIntegrationId ?? current.appIntegration?.id,
    name: keptOr(current.name, wanted.name),
    phoneNumber: wanted.phoneNumber ?? current.phoneNumber,
    status: status && WRITTEN[status],
  };
  const description = keptOr(current.description, wanted.description);
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
  // The client took a secret out of it, so nobody here knows what it is.
  for (const [name, value] of Object.entries({ ...needed, description })) {
    if (value?.includes(HIDDEN) && wanted[name as keyof Wanted] === undefined) missing.push(name);
  }
  if (missing.length > 0) {
    throw new OperationError({
      kind: 'input',
      message: `JFramework does not show the ${missing.join(', ')} of this setting, and the change would lose it. Please give it.`,
      fields: Object.fromEntries(missing.map((name) => [name, 'This is needed, because JFramework does not show it.'])),
    });
  }
  return {
    appIntegrationId: needed.appIntegrationId,
    name: needed.name,
    credentials: wanted.credentials,
    phoneNumber: needed.phoneNumber,
    description: description || null,
    status: needed.status,
    isDefault: wanted.isDefault ?? current.isDefault ?? false,
  };
}

/** The wanted changes that make a difference, each before -> after, under the setting's present name. */
export const changes = (current: Setting, wanted: Wanted): Facts => ({
  Setting: nameOf(current),
  Name: change(decoded(current.name), wanted.name),
  Number: change(current.phoneNumber, wanted.phoneNumber),
  Description: change(decoded(current.description), wanted.description),
  Status: change(current.status, wanted.status),
  Default: change(current.isDefault, wanted.isDefault),
  'Provider id': change(current.appIntegration?.id, wanted.appIntegrationId),
});
