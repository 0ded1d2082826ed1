import type { App } from '@slack/bolt';
import { onAction } from './buttons.ts';
import { onCommand } from './commands.ts';
import type { Context } from './context.ts';
import { onClose, onSubmit } from './forms/submit.ts';
import { onHome } from './home.ts';
import { onMention } from './mentions.ts';
import { onOptions } from './options.ts';
import { onShortcut } from './shortcuts.ts';

const ANY = /^/;

/** One listener per kind: Bolt tries every listener on every request, so the catalog does the finding, not Bolt. */
export function registerHandlers(app: App, context: Context): void {
  app.command(ANY, onCommand(context));
  app.action({ type: 'block_actions', action_id: ANY }, onAction(context) as never);
  app.options(ANY, onOptions(context) as never);
  app.view({ type: 'view_submission', callback_id: ANY }, onSubmit(context));
  app.view({ type: 'view_closed', callback_id: ANY }, onClose);
  app.shortcut(ANY, onShortcut(context));
  app.event('app_home_opened', onHome(context));
  app.event('app_mention', onMention(context));
  app.event('message', onMention(context));
}
