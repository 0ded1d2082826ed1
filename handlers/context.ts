import type { Core } from '../src/core.ts';
import type { Logger } from '../src/log.ts';
import type { FormDrafts } from './forms/drafts.ts';
import type { Snapshots } from './notify/list-pages.ts';
import type { SlackOut } from './slack/clients.ts';
import type { Deliver } from './slack/deliver.ts';
import type { NameFinder } from './slack/names.ts';
import type { Zones } from './slack/zones.ts';

/** What every handler needs, put together once in `handlers/app.ts`. */
export interface Context extends Core {
  slack: SlackOut;
  deliver: Deliver;
  formDrafts: FormDrafts;
  snapshots: Snapshots;
  zones: Zones;
  names: NameFinder;
  log: Logger;
  version: string;
}
