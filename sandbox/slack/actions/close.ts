import type { SandboxCalls } from '../../api.ts';
import { interaction } from '../payloads.ts';
import { viewPayload } from '../views.ts';
import type { World } from '../world.ts';
import { actor, topView } from './able.ts';

/** Cancel closes the view on top; `all`, like the X of a stack or `clear_on_close`, closes every one. */
export async function closeView(world: World, { as, viewId, all = false }: SandboxCalls['close']) {
  const person = actor(world, as);
  const view = topView(world, person, viewId);
  const is_cleared = all || view.content.clear_on_close === true;
  const closed = world.views.close(person.id, is_cleared);
  // Nobody is shown whether the bot took notice.
  await Promise.all(
    closed
      .filter(({ content }) => content.notify_on_close)
      .map((one) => ({ ...interaction('view_closed', person), view: viewPayload(one), is_cleared }))
      .map((payload) => world.link.deliver({ type: 'interactive', payload })),
  );
  return {};
}
