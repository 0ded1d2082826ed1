import type { SandboxCalls, StateValues } from '../../api.ts';
import { HELD } from '../element-state.ts';
import { interaction } from '../payloads.ts';
import type { Dictionary } from '../validate/check.ts';
import type { World } from '../world.ts';
import { actor, CannotDo, requireInteractivity } from './able.ts';
import { placeOf } from './places.ts';

/** What Slack itself copies from the element into the action. */
const COPIED = ['text', 'value', 'style', 'placeholder', 'initial_option', 'initial_date', 'initial_user'] as const;

/** The action as Slack reports it. What a button says is fixed by its block; what was chosen comes from the person. */
function actionOf(element: Dictionary, blockId: string, given: Dictionary, ts: string): Dictionary {
  const type = String(element.type);
  const copied = Object.fromEntries(
    COPIED.filter((key) => element[key] !== undefined).map((key) => [key, element[key]]),
  );
  const reported = HELD[type] || type === 'overflow' || type === 'feedback_buttons' ? given : {};
  return { ...copied, ...reported, action_id: element.action_id, block_id: blockId, type, action_ts: ts };
}

/** A press of a button or a choice in a menu. The bot's silence is what the person would see as a warning sign. */
export async function useElement(world: World, call: SandboxCalls['action']) {
  requireInteractivity(world);
  const person = actor(world, call.as);
  const place = placeOf(world, person, call);
  const { element, blockId } = place.placed;
  const held = HELD[String(element.type)];
  const own: StateValues = held
    ? { [blockId]: { [call.actionId]: { type: element.type, [held.key]: call.element[held.key] ?? held.empty } } }
    : {};
  const values = place.enter({ ...call.state, ...(held ? mergedEntry(call.state, own) : {}) });

  const answer = await world.link.deliver({
    type: 'interactive',
    payload: {
      ...interaction('block_actions', person),
      ...place.fields(),
      trigger_id: world.triggers.create(person.id, place.conversation),
      ...(place.back ? { state: { values }, response_url: world.responseUrls.create(place.back) } : {}),
      actions: [actionOf(element, blockId, call.element, world.clock.ts())],
    },
  });
  if (!answer.ok) throw new CannotDo(`This did not work: the app failed with ${answer.error}.`);
  return {};
}

/** The element's own entry beside what else was entered in its block. */
const mergedEntry = (given: StateValues | undefined, own: StateValues): StateValues =>
  Object.fromEntries(Object.entries(own).map(([blockId, entry]) => [blockId, { ...given?.[blockId], ...entry }]));
