import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { HomeView } from '@slack/types';
import { excludedHome, homeView } from '../blocks/home.ts';
import { exampleCommand } from '../src/commands/usage.ts';
import { admission } from '../src/engine/permitted.ts';
import { failureOf } from '../src/errors.ts';
import type { Actor } from '../src/journal/intent.ts';
import { vendors } from '../src/operations/catalog.ts';
import type { Context } from './context.ts';
import { actorOf } from './slack/people.ts';
import { publishHome } from './slack/show-view.ts';

/** App Home as this person may see it. */
async function viewFor(context: Context, actor: Actor): Promise<HomeView> {
  const admitted = await admission(context, actor, {});
  if (!admitted.ok) return excludedHome(admitted.why);
  return homeView({
    person: actor.id,
    version: context.version,
    vendors: vendors
      .map((vendor) => admitted.vendors.find(({ id }) => id === vendor.id) ?? { ...vendor, operations: [] })
      .map((vendor) => ({
        id: vendor.id,
        name: vendor.name,
        summary: vendor.summary,
        on: context.clients[vendor.id] !== undefined,
        operations: vendor.operations.map(({ id, title, risk }) => ({ id, title, risk })),
        examples: vendor.operations.slice(0, 2).map((operation) => exampleCommand(operation, operation.examples[0])),
      })),
  });
}

/** Draws App Home for the person who opened it. Failing leaves the last one standing. */
export const onHome =
  (context: Context) =>
  async ({ event, body }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    const actor = actorOf({ user_id: event.user, team_id: body.team_id });
    try {
      const view = await viewFor(context, actor).catch((error) => excludedHome(failureOf(error).message));
      await publishHome(context, event.user, view);
    } catch (error) {
      context.log.warn({ err: error }, 'home not published');
    }
  };
