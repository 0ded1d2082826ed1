import type { SandboxCalls } from '../../api.ts';
import { eventEnvelope } from '../payloads.ts';
import { viewPayload } from '../views.ts';
import type { World } from '../world.ts';
import { actor, CannotDo } from './able.ts';

/** The person opens the bot's Home tab; what the bot publishes shows up there. */
export async function openHome(world: World, { as }: SandboxCalls['open_home']) {
  const person = actor(world, as);
  const { features, settings } = world.manifest;
  if (!features.app_home.home_tab_enabled) throw new CannotDo('The manifest does not enable the Home tab.');
  if (!settings.event_subscriptions.bot_events.includes('app_home_opened')) {
    throw new CannotDo('The manifest does not subscribe to app_home_opened.');
  }
  const home = world.views.home(person.id);
  await world.events.send(
    eventEnvelope(world, {
      type: 'app_home_opened',
      user: person.id,
      channel: world.directory.direct(person.id)?.id,
      tab: 'home',
      ...(home ? { view: viewPayload(home) } : {}),
    }),
  );
  return {};
}
