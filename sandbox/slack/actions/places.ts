import type { SandboxCalls, StateValues } from '../../api.ts';
import { elementsIn, merged, type Placed, stateOf } from '../element-state.ts';
import { channelField } from '../payloads.ts';
import type { PersonRecord } from '../people.ts';
import type { WayBack } from '../response-urls.ts';
import type { Dictionary } from '../validate/check.ts';
import { viewPayload } from '../views.ts';
import type { World } from '../world.ts';
import { CannotDo, openView, seenChannel, seenMessage } from './able.ts';

/** The message or view somebody uses an element of. */
export interface Place {
  placed: Placed;
  /** The conversation the person is in, if the place is in one. */
  conversation?: string;
  /** Takes what people entered, and returns the whole `state.values` of the place. */
  enter(state: StateValues): StateValues;
  /** What a payload says of the place. Ask after `enter`. */
  fields(): Dictionary;
  /** Where an answer through a response URL goes; modals and App Home have none. */
  back?: WayBack;
}

type Where = Pick<SandboxCalls['options'], 'viewId' | 'channel' | 'ts' | 'blockId' | 'actionId'>;

function placedIn(blocks: readonly unknown[], { blockId, actionId }: Where): Placed {
  for (const placed of elementsIn(blocks)) {
    if (placed.blockId === blockId && placed.element.action_id === actionId) return placed;
  }
  throw new CannotDo('That element is not there any more.');
}

function inView(world: World, person: PersonRecord, viewId: string, where: Where): Place {
  const view = openView(world, person, viewId);
  return {
    placed: placedIn(view.content.blocks, where),
    enter(state) {
      world.views.enter(view, merged(view.state, state));
      return view.state;
    },
    fields: () => ({ container: { type: 'view', view_id: view.id }, view: viewPayload(view) }),
  };
}

function inMessage(world: World, person: PersonRecord, where: Where): Place {
  const channel = seenChannel(world, person, where.channel ?? '');
  const message = seenMessage(world, person, channel, where.ts ?? '');
  const blocks = message.blocks ?? [];
  const isEphemeral = message.ephemeralFor !== undefined;
  const container = { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: isEphemeral };
  const key = `${channel.id} ${message.ts} ${person.id}`;
  return {
    placed: placedIn(blocks, where),
    conversation: channel.id,
    enter(state) {
      const values = merged(stateOf(blocks, world.entered.get(key)), state);
      world.entered.set(key, values);
      return values;
    },
    fields: () => ({
      container,
      channel: channelField(channel),
      ...(isEphemeral ? {} : { message: world.messages.payload(channel.id, message.ts) }),
    }),
    back: {
      kind: 'actions',
      channel: channel.id,
      person: person.id,
      source: { ts: message.ts, ephemeral: isEphemeral },
    },
  };
}

/** Finds the element; throws when the person cannot see or use it. */
export const placeOf = (world: World, person: PersonRecord, where: Where): Place =>
  where.viewId ? inView(world, person, where.viewId, where) : inMessage(world, person, where);
