import type { StateValues } from '../api.ts';
import { BotLink } from './bot-link.ts';
import { Clock } from './clock.ts';
import { Directory } from './directory.ts';
import { EventDelivery, REDELIVERY_MS } from './event-delivery.ts';
import { ExchangeLog } from './exchanges.ts';
import { Feed } from './feed.ts';
import { FileBook } from './files.ts';
import { makeSecrets, type Secrets } from './identity.ts';
import type { Manifest } from './manifest.ts';
import { MessageBook } from './messages.ts';
import { ResponseUrls } from './response-urls.ts';
import { StepRuns } from './step-runs.ts';
import { Triggers } from './triggers.ts';
import { Troubles } from './trouble.ts';
import { ViewBook } from './views.ts';

const ACK_MS = 3000;

/** What happened in the workspace since the start or the last reset. */
interface Books {
  messages: MessageBook;
  files: FileBook;
  views: ViewBook;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  /** What people chose in messages and sent nowhere, per `channel ts person`. */
  entered: Map<string, StateValues>;
  steps: StepRuns;
  troubles: Troubles;
}

/** Everything Slack knows and does, handed to whoever needs a part of it. */
export interface World extends Books {
  manifest: Manifest;
  secrets: Secrets;
  clock: Clock;
  feed: Feed;
  exchanges: ExchangeLog;
  directory: Directory;
  link: BotLink;
  events: EventDelivery;
  /** An empty workspace again. People, channels, secrets and the way to the bot stay. */
  reset(): void;
}

interface Settings {
  manifest: Manifest;
  /** Slack's own address, once it is known. */
  origin: () => string;
  now?: (() => number) | undefined;
  ackMs?: number | undefined;
  redeliveryMs?: readonly number[] | undefined;
}

export function makeWorld({ manifest, origin, now = Date.now, ackMs, redeliveryMs }: Settings): World {
  const [clock, feed, secrets] = [new Clock(now), new Feed(), makeSecrets()];
  const exchanges = new ExchangeLog(clock, feed);
  const directory = new Directory(manifest.features.bot_user.display_name, manifest.display_information.name);
  const { signingSecret } = secrets;
  const link = new BotLink({ clock, exchanges, signingSecret, origin, timeoutMs: ackMs ?? ACK_MS });
  const base = { manifest, secrets, clock, feed, exchanges, directory, link };
  const events = new EventDelivery(link, redeliveryMs ?? REDELIVERY_MS);
  const emptyBooks = (): Books => ({
    messages: new MessageBook(clock, directory, feed),
    files: new FileBook(clock, origin),
    views: new ViewBook(clock, feed),
    triggers: new Triggers(clock),
    responseUrls: new ResponseUrls(clock, origin),
    entered: new Map(),
    steps: new StepRuns(clock),
    troubles: new Troubles(),
  });
  const world: World = {
    ...base,
    events,
    ...emptyBooks(),
    reset() {
      events.forget();
      exchanges.clear();
      directory.reset();
      Object.assign(world, emptyBooks());
    },
  };
  return world;
}
