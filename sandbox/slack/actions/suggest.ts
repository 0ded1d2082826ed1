import type { OptionGroup, PlainTextOption } from '@slack/types';
import type { SandboxCalls } from '../../api.ts';
import { withTextDefaults } from '../defaults.ts';
import { interaction } from '../payloads.ts';
import { optionsFaults } from '../validate/index.ts';
import type { World } from '../world.ts';
import { actor, CannotDo } from './able.ts';
import { placeOf } from './places.ts';

const SHORTEST_QUERY = 3;

export interface Suggestions {
  options?: PlainTextOption[];
  option_groups?: OptionGroup[];
}

/** Asks the bot for the options of an external select. Too short a query is not asked at all. */
export async function suggest(world: World, call: SandboxCalls['options']): Promise<Suggestions> {
  const person = actor(world, call.as);
  const place = placeOf(world, person, call);
  if (!String(place.placed.element.type).endsWith('external_select'))
    throw new CannotDo('That menu has its own options.');
  const { interactivity, socket_mode_enabled } = world.manifest.settings;
  // Over a socket everything takes the same way; over HTTP this has an address of its own.
  if (!socket_mode_enabled && !interactivity.message_menu_options_url) {
    throw new CannotDo('The manifest names no message_menu_options_url, so Slack has nowhere to ask.');
  }
  const shortest = place.placed.element.min_query_length ?? SHORTEST_QUERY;
  if (call.value.length < Number(shortest)) return { options: [] };

  const { trigger_id: _, ...fields } = place.fields();
  const answer = await world.link.deliver({
    type: 'interactive',
    payload: {
      ...interaction('block_suggestion', person),
      ...fields,
      action_id: call.actionId,
      block_id: call.blockId,
      value: call.value,
    },
  });
  if (!answer.ok) throw new CannotDo(`No results: the app failed with ${answer.error}.`);
  const faults = optionsFaults(answer.body ?? {});
  if (faults.length > 0) throw new CannotDo(`No results: Slack refused the options (${faults.join('; ')}).`);
  return withTextDefaults(answer.body as Suggestions);
}
