import { elementsIn } from '../element-state.ts';
import type { Dictionary } from '../validate/check.ts';
import { isViewTooLarge, viewFaults } from '../validate/index.ts';
import { type ViewRecord, viewPayload } from '../views.ts';
import { type Call, faulty, type Method, SlackError } from './call.ts';

/** Throws what Slack would answer to this view. */
export function checkedView(view: unknown, kind: 'modal' | 'home'): Dictionary {
  if (view === undefined) throw faulty('invalid_arguments', ['missing required field: view']);
  if (isViewTooLarge(view)) throw new SlackError('view_too_large');
  const faults = viewFaults(view, kind);
  if (faults.length > 0) throw faulty('invalid_arguments', faults);
  return view as Dictionary;
}

/** Slack documents that `file_input` needs the scope, but not the error. */
function checkScope({ world }: Call, view: Dictionary): void {
  const provided = world.manifest.oauth_config.scopes.bot;
  const asksForFiles = [...elementsIn(view.blocks as unknown[])].some(({ element }) => element.type === 'file_input');
  if (asksForFiles && !provided.includes('files:read')) {
    throw new SlackError('missing_scope', { needed: 'files:read', provided: provided.join(',') });
  }
}

function viewArgument(call: Call, kind: 'modal' | 'home'): Dictionary {
  const view = checkedView(call.json('view', 'invalid_arguments'), kind);
  checkScope(call, view);
  return view;
}

function shown(record: ViewRecord | string): Dictionary {
  if (typeof record === 'string') throw new SlackError(record);
  return { view: viewPayload(record) };
}

/** Shows a view by the right of a trigger, and uses it up when that worked. */
function byTrigger(call: Call, show: (person: string, view: Dictionary, conversation?: string) => ViewRecord | string) {
  const id = call.optional('trigger_id') ?? call.required('interactivity_pointer');
  const trigger = call.world.triggers.check(id);
  if (typeof trigger === 'string') throw new SlackError(trigger);
  const answer = shown(show(trigger.person, viewArgument(call, 'modal'), trigger.conversation));
  call.world.triggers.use(id);
  return answer;
}

export const VIEWS: Readonly<Record<string, Method>> = {
  'views.open': {
    tokens: ['bot', 'workflow'],
    run: (call) => byTrigger(call, (...shownTo) => call.world.views.open(...shownTo)),
  },
  'views.push': {
    tokens: ['bot', 'workflow'],
    run: (call) => byTrigger(call, (person, view) => call.world.views.push(person, view)),
  },
  'views.update': {
    tokens: ['bot', 'workflow'],
    run(call) {
      const { views } = call.world;
      const record = views.find(call.optional('view_id'), call.optional('external_id'));
      return shown(views.update(record, viewArgument(call, record?.content.type ?? 'modal'), call.optional('hash')));
    },
  },
  'views.publish': {
    run(call) {
      const { views, directory, manifest } = call.world;
      if (!manifest.features.app_home.home_tab_enabled) throw new SlackError('not_enabled');
      const person = directory.person(call.required('user_id'));
      if (!person || person.deactivated) throw new SlackError('user_not_found');
      return shown(views.publish(person.id, viewArgument(call, 'home'), call.optional('hash')));
    },
  },
};
