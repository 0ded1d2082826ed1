import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { VIEW } from '../blocks/actions.ts';
import { suggestions } from '../blocks/suggestions.ts';
import { siteFields } from '../src/engine/intents.ts';
import { findOperation } from '../src/operations/catalog.ts';
import type { Context } from './context.ts';
import { formStateOf } from './forms/open-form.ts';
import { actorOf } from './slack/people.ts';

type Arguments = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** User groups by their handles, for whom a watch is to mention. */
async function groupsFor({ slack }: Context, typed: string) {
  const { usergroups = [] } = await slack.interactive.usergroups.list();
  const options = usergroups.flatMap(({ id, handle }) => (id && handle ? [{ value: id, label: `@${handle}` }] : []));
  return suggestions({ options }, typed.replace(/^@/, ''));
}

/** The choices of a field of an open form that fit what was typed so far; none for who may not open that form. */
async function optionsFor(context: Context, body: Arguments['body']) {
  const { view } = body;
  if (view?.callback_id === VIEW.watch) return groupsFor(context, body.value);
  const state = view ? formStateOf(view.private_metadata) : undefined;
  const operation = state && findOperation(state.operation);
  const field = operation && siteFields(operation, context.clients).find(({ name }) => name === body.block_id);
  if (!state || !operation || !field) return [];
  const actor = actorOf(body);
  await context.engine.rights.mayRun(operation, actor, state.origin);
  return suggestions(field, body.value);
}

/** Type-ahead in lists too long for a menu. Slack can show no error here, so what goes wrong is an empty list. */
export const onOptions =
  (context: Context) =>
  async ({ ack, body }: Arguments): Promise<void> => {
    const options = await optionsFor(context, body).catch((error) => {
      context.log.info({ err: error }, 'no options offered');
      return [];
    });
    await ack({ options });
  };
