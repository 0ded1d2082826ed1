import type { Facts } from '../../card.ts';
import { OperationError } from '../../errors.ts';
import { change } from '../change.ts';
import { nameOf, type Setting, type Status, WRITTEN } from './schemas.ts';

/** What a person wants to be different; what is undefined stays. */
export interface Wish {
  credentials: string;
  name?: string | undefined;
  phoneNumber?: string | undefined;
  description?: string | undefined;
  status?: Status | undefined;
  isDefault?: boolean | undefined;
  appIntegrationId?: string | undefined;
}

/**
 * The whole setting as it shall be: PUT replaces, and what it lacks may be reset. The sheet would rather leave `status`
 * out, as its spelling is doubtful; but a wrong spelling is refused aloud and changes nothing, while a status that is
 * reset silences the brand unseen. So all eight fields always travel, each as wished or as it is now.
 *
 * Throws an OperationError `input` that names what JFramework did not tell and the person has to.
 */
export function replacement(current: Setting, wish: Wish): Record<string, unknown> {
  const status = wish.status ?? current.status;
  const needed = {
    appIntegrationId: wish.appIntegrationId ?? current.appIntegration?.id,
    name: wish.name ?? current.name,
    phoneNumber: wish.phoneNumber ?? current.phoneNumber,
    status: status && WRITTEN[status],
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) {
    throw new OperationError({
      kind: 'input',
      message: `JFramework does not tell what this setting has as ${missing.join(', ')}, and it would be lost. Please give it.`,
      fields: Object.fromEntries(missing.map((name) => [name, 'This is needed, because JFramework does not tell it.'])),
    });
  }
  return {
    appIntegrationId: needed.appIntegrationId,
    name: needed.name,
    credentials: wish.credentials,
    phoneNumber: needed.phoneNumber,
    description: (wish.description ?? current.description) || null,
    status: needed.status,
    isDefault: wish.isDefault ?? current.isDefault ?? false,
  };
}

/** What of a wish would make a difference, each before -> after, under the setting's present name. */
export const changes = (current: Setting, wish: Wish): Facts => ({
  Setting: nameOf(current),
  Name: change(current.name, wish.name),
  Number: change(current.phoneNumber, wish.phoneNumber),
  Description: change(current.description, wish.description),
  Status: change(current.status, wish.status),
  Default: change(current.isDefault, wish.isDefault),
  'Provider id': change(current.appIntegration?.id, wish.appIntegrationId),
});
