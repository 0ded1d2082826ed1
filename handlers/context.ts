import type { Core } from './src/core.ts';
import type { Logger } from './src/log.ts';
import type { Drafts } from './support/forms/drafts.ts';
import type { Snapshots } from './support/notify/list-pages.ts';
import type { SlackOut } from './support/slack/clients.ts';
import type { Deliver } from './support/slack/deliver.ts';
import type { NameFinder } from './support/slack/names.ts';
import type { Zones } from './support/slack/zones.ts';

/** What every handler needs, put together once in `handlers/app.ts`. */
export interface Context extends Core {
  slack: SlackOut;
  deliver: Deliver;
  drafts: Drafts;
  snapshots: Snapshots;
  zones: Zones;
  names: NameFinder;
  log: Logger;
  version: string;
}
