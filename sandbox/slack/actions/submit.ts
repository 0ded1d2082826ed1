import type { SandboxCalls, StateValues } from '../../api.ts';
import { merged } from '../element-state.ts';
import { interaction } from '../payloads.ts';
import type { PersonRecord } from '../people.ts';
import { type Dictionary, isObject } from '../validate/check.ts';
import { viewResponseFaults } from '../validate/index.ts';
import { type ViewRecord, viewPayload } from '../views.ts';
import { SlackError } from '../web-api/call.ts';
import { checkedView } from '../web-api/views.ts';
import type { World } from '../world.ts';
import { actor, CannotDo, requireInteractivity, topView } from './able.ts';
import { clientFaults } from './client-checks.ts';

/** The line Slack shows inside a modal that stays open. */
const trouble = (why: string) => new CannotDo(`We had some trouble connecting. Try again? (${why})`);

const inputsOf = (view: ViewRecord): Dictionary[] =>
  view.content.blocks.filter(isObject).filter((block) => block.type === 'input');

/** Channel menus may ask for a way back to the channel that was chosen. */
function responseUrls(world: World, person: PersonRecord, view: ViewRecord): Dictionary[] {
  return inputsOf(view).flatMap(({ block_id, element }) => {
    const { action_id, response_url_enabled } = element as Dictionary;
    const entry = view.state[String(block_id)]?.[String(action_id)] as Dictionary | undefined;
    const chosen = entry?.selected_channel ?? entry?.selected_conversation;
    if (!response_url_enabled || typeof chosen !== 'string') return [];
    const response_url = world.responseUrls.create({ kind: 'app', channel: chosen, person: person.id });
    return [{ block_id, action_id, channel_id: chosen, response_url }];
  });
}

function errorsFor(view: ViewRecord, errors: unknown): Record<string, string> {
  const inputs = inputsOf(view).map((block) => block.block_id);
  const entries = isObject(errors) ? Object.entries(errors) : [];
  const isUsable = ([blockId, text]: [string, unknown]) => inputs.includes(blockId) && typeof text === 'string' && text;
  if (entries.length === 0 || !entries.every(isUsable)) {
    throw trouble('the errors must name input blocks of this view, each with a text');
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Does what the acknowledgement asks; returns errors to show, if that is what it asked. */
function obey(world: World, person: PersonRecord, view: ViewRecord, ack: unknown): Record<string, string> | undefined {
  if (!isObject(ack)) {
    world.views.close(person.id);
    return undefined;
  }
  const [fault] = viewResponseFaults(ack);
  if (fault) throw trouble(fault);
  if (ack.response_action === 'errors') return errorsFor(view, ack.errors);
  if (ack.response_action === 'clear') {
    world.views.close(person.id, true);
    return undefined;
  }
  const next = checkedView(ack.view, 'modal');
  const result = ack.response_action === 'push' ? world.views.push(person.id, next) : world.views.update(view, next);
  if (typeof result === 'string') throw trouble(result);
  return undefined;
}

/** The person presses the submit button of the modal on top. */
export async function submit(
  world: World,
  { as, viewId, state }: SandboxCalls['submit'],
): Promise<{ errors?: Record<string, string> }> {
  requireInteractivity(world);
  const person = actor(world, as);
  const view = topView(world, person, viewId);
  if (!view.content.submit) throw new CannotDo('That view has no submit button.');
  const values: StateValues = merged(view.state, state);
  world.views.enter(view, values);
  const faults = clientFaults(view.content.blocks, values);
  if (Object.keys(faults).length > 0) return { errors: faults };

  const answer = await world.link.deliver({
    type: 'interactive',
    payload: {
      ...interaction('view_submission', person),
      trigger_id: world.triggers.create(person.id),
      view: viewPayload(view),
      response_urls: responseUrls(world, person, view),
    },
  });
  if (!answer.ok) throw trouble(answer.error);
  try {
    const errors = obey(world, person, view, answer.body);
    return errors ? { errors } : {};
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { errors = [] } = error.details as { errors?: string[] };
    throw trouble([error.code, ...errors].join(': '));
  }
}
