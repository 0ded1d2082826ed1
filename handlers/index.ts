import type { App } from '@slack/bolt';
import { onAction } from './buttons.ts';
import { onCommand } from './commands.ts';
import { onClose, onSubmit } from './forms.ts';
import { onHome } from './home.ts';
import { onOptions } from './options.ts';
import { onShortcut } from './shortcuts.ts';
import type { Desk } from './support/desk.ts';

const ANY = /^/;

/** One listener per kind: Bolt tries every listener on every request, so the catalog does the finding, not Bolt. */
export function registerHandlers(app: App, desk: Desk): void {
  app.command(ANY, onCommand(desk));
  app.action({ type: 'block_actions', action_id: ANY }, onAction(desk) as never);
  app.options(ANY, onOptions(desk) as never);
  app.view({ type: 'view_submission', callback_id: ANY }, onSubmit(desk));
  app.view({ type: 'view_closed', callback_id: ANY }, onClose);
  app.shortcut(ANY, onShortcut(desk));
  app.event('app_home_opened', onHome(desk));
}
