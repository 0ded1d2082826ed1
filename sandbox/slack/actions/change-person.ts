import type { SandboxCalls } from '../../api.ts';
import type { World } from '../world.ts';
import { CannotDo } from './able.ts';

/** Deactivates a person as an admin of the workspace does, or undoes that. */
export async function changePerson(world: World, { person: who, do: what }: SandboxCalls['person']) {
  const person = world.directory.person(who);
  if (!person || person.kind === 'bot') throw new CannotDo(`There is nobody called ${who} to deactivate.`);
  if (what === 'leave') Object.assign(person, { deactivated: true, left: true });
  else {
    delete person.deactivated;
    delete person.left;
  }
  world.feed.emit({ type: 'people', people: world.directory.people() });
  return {};
}
