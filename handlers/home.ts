import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { homeView } from '../blocks/home.ts';
import { vendors } from '../src/catalog.ts';
import type { Desk } from './support/desk.ts';
import { exampleCommand } from './support/guide.ts';
import { permitted } from './support/permitted.ts';
import { publishHome } from './support/show-view.ts';

/** Draws App Home for the person who opened it. Failing leaves the last one standing. */
export const onHome =
  (desk: Desk) =>
  async ({ event, body }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    const actor = { id: event.user, team: body.team_id };
    const seen = await permitted(desk, actor).catch(() => []);
    const view = homeView({
      person: event.user,
      version: desk.version,
      vendors: vendors
        .map((vendor) => seen.find(({ id }) => id === vendor.id) ?? { ...vendor, operations: [] })
        .map((vendor) => ({
          id: vendor.id,
          name: vendor.name,
          summary: vendor.summary,
          on: desk.clients[vendor.id] !== undefined,
          operations: vendor.operations.map(({ id, title, risk }) => ({ id, title, risk })),
          examples: vendor.operations.slice(0, 2).map((operation) => exampleCommand(operation, operation.examples[0])),
        })),
    });
    try {
      await publishHome(desk, event.user, view);
    } catch (error) {
      desk.log.warn({ err: error }, 'home not published');
    }
  };
