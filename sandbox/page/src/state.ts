import type { Channel, Exchange, Message, Person, SandboxEvent, SandboxState, SlackTrouble } from '../../api.ts';

export type InspectorTab = 'requests' | 'records' | 'vendors' | 'webhooks' | 'bot';

/** Everything the page draws. The server's part is `sandbox`; the rest is where this reader stands. */
export interface PageState {
  as: string;
  /** Id of the open channel. */
  place: string;
  /** In the bot's direct messages: which of the app's two tabs. */
  tab: 'home' | 'messages';
  /** `ts` of the message whose thread is open. */
  thread: string | undefined;
  inspector: InspectorTab | undefined;
  drawer: boolean;
  sandbox: SandboxState | undefined;
  /** Newest first. */
  exchanges: Exchange[];
  /** `person/channel` -> `ts` of the last message read there. */
  seen: Record<string, string>;
  /** `channel/ts` of ephemeral messages put away. */
  dismissed: readonly string[];
  link: 'connecting' | 'live' | 'lost';
  /** How often everything was put back to fresh. */
  resets: number;
  /** Something that did not work and has no place of its own to say so. */
  toast: string | undefined;
}

export type PageAction =
  | { type: 'loaded'; as: string; sandbox: SandboxState }
  | { type: 'event'; event: SandboxEvent }
  | { type: 'exchanges'; exchanges: Exchange[] }
  | { type: 'act-as'; as: string }
  | { type: 'go'; place: string; tab?: PageState['tab'] }
  | { type: 'thread'; ts: string | undefined }
  | { type: 'inspect'; tab: InspectorTab | undefined }
  | { type: 'drawer'; open: boolean }
  | { type: 'dismiss'; message: Message }
  | { type: 'trouble'; trouble: SlackTrouble }
  | { type: 'link'; link: PageState['link'] }
  | { type: 'toast'; words: string | undefined };

/** Where the reader stood, from the address; what is missing is chosen once the sandbox has answered. */
export type Standing = Partial<Pick<PageState, 'as' | 'place' | 'tab' | 'inspector'>>;

export const startingState = (standing: Standing): PageState => ({
  as: '',
  place: '',
  tab: 'messages',
  thread: undefined,
  inspector: undefined,
  drawer: false,
  sandbox: undefined,
  exchanges: [],
  seen: {},
  dismissed: [],
  link: 'connecting',
  resets: 0,
  toast: undefined,
  ...standing,
});

const MOST_EXCHANGES = 400;

const messageId = ({ channel, ts }: Pick<Message, 'channel' | 'ts'>): string => `${channel}/${ts}`;
const byTime = (a: Message, b: Message): number => (a.ts < b.ts ? -1 : 1);

/** One step of the page. Pure: the same state and action give the same page. */
export function step(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'loaded':
      // Somebody an old address names, unknown here: the store then chooses a person anew.
      if (!personOf(action.sandbox, action.as)) return { ...state, as: '' };
      return markSeen(arrive({ ...state, as: action.as, sandbox: action.sandbox, link: 'live' }));
    case 'event':
      return state.sandbox ? markSeen(apply(state, state.sandbox, action.event)) : state;
    case 'exchanges':
      return { ...state, exchanges: action.exchanges };
    case 'act-as':
      return { ...state, as: action.as, thread: undefined, sandbox: undefined, link: 'connecting', drawer: false };
    case 'go':
      return markSeen({
        ...state,
        place: action.place,
        tab: action.tab ?? 'messages',
        thread: undefined,
        drawer: false,
      });
    case 'thread':
      return { ...state, thread: action.ts };
    case 'inspect':
      return { ...state, inspector: action.tab, drawer: false };
    case 'drawer':
      return { ...state, drawer: action.open };
    case 'dismiss':
      return { ...state, dismissed: [...state.dismissed, messageId(action.message)] };
    case 'trouble':
      return state.sandbox ? { ...state, sandbox: { ...state.sandbox, slackTrouble: action.trouble } } : state;
    case 'link':
      return { ...state, link: action.link };
    case 'toast':
      return { ...state, toast: action.words };
  }
}

function apply(state: PageState, sandbox: SandboxState, event: SandboxEvent): PageState {
  const changed = (part: Partial<SandboxState>): PageState => ({ ...state, sandbox: { ...sandbox, ...part } });
  switch (event.type) {
    case 'message': {
      const id = messageId(event.message);
      const others = sandbox.messages.filter((one) => messageId(one) !== id);
      return changed({ messages: [...others, event.message].sort(byTime) });
    }
    case 'message_deleted':
      return changed({ messages: sandbox.messages.filter((one) => messageId(one) !== messageId(event)) });
    case 'views':
      return changed({ views: event.views });
    case 'home':
      return changed({ home: event.view });
    case 'vendor':
      return changed({ vendors: sandbox.vendors.map((one) => (one.id === event.vendor.id ? event.vendor : one)) });
    case 'bot':
      return changed({ bot: event.bot });
    case 'clock':
      return changed({ clock: event.clock });
    case 'people':
      return changed({ people: event.people });
    case 'channel':
      return changed({ channels: sandbox.channels.map((one) => (one.id === event.channel.id ? event.channel : one)) });
    case 'reset':
      return { ...state, thread: undefined, seen: {}, dismissed: [], exchanges: [], resets: state.resets + 1 };
    case 'exchange': {
      const others = state.exchanges.filter(({ id }) => id !== event.exchange.id);
      return { ...state, exchanges: [event.exchange, ...others].slice(0, MOST_EXCHANGES) };
    }
  }
}

/** After a (re)load: stands in a channel this person can see, with everything already there counted as read. */
function arrive(state: PageState): PageState {
  const { channels, messages } = state.sandbox!;
  const place = channels.some(({ id }) => id === state.place) ? state.place : (channels[0]?.id ?? '');
  const known = Object.keys(state.seen).some((key) => key.startsWith(`${state.as}/`));
  const seen = known
    ? state.seen
    : { ...state.seen, ...Object.fromEntries(channels.map(({ id }) => [`${state.as}/${id}`, lastTs(messages, id)])) };
  return { ...state, place, seen };
}

const lastTs = (messages: readonly Message[], channel: string): string =>
  messages.findLast((message) => message.channel === channel)?.ts ?? '0';

function markSeen(state: PageState): PageState {
  if (!state.sandbox || (isDirect(state) && state.tab === 'home')) return state;
  return {
    ...state,
    seen: { ...state.seen, [`${state.as}/${state.place}`]: lastTs(state.sandbox.messages, state.place) },
  };
}

export const channelOf = (state: PageState): Channel | undefined =>
  state.sandbox?.channels.find(({ id }) => id === state.place);

const isDirect = (state: PageState): boolean => channelOf(state)?.kind === 'direct';

/** Whether somebody else wrote there since this person last looked. */
export function isUnread(state: PageState, channel: string): boolean {
  const seen = state.seen[`${state.as}/${channel}`] ?? '0';
  return (
    state.sandbox?.messages.some((one) => one.channel === channel && one.ts > seen && one.user !== state.as) ?? false
  );
}

/** A conversation without what was put away: top-level messages, oldest first. */
export function messagesIn(state: PageState, channel: string): Message[] {
  return (state.sandbox?.messages ?? []).filter(
    (one) =>
      one.channel === channel &&
      (one.threadTs === undefined || one.threadTs === one.ts) &&
      !state.dismissed.includes(messageId(one)),
  );
}

/** The replies under one message, oldest first. */
export const repliesTo = (state: PageState, channel: string, ts: string): Message[] =>
  (state.sandbox?.messages ?? []).filter(
    (one) =>
      one.channel === channel && one.threadTs === ts && one.ts !== ts && !state.dismissed.includes(messageId(one)),
  );

const SLACKBOT: Person = { id: 'USLACKBOT', name: 'Slackbot', kind: 'bot', about: 'Slack’s own words' };

/** Who an id stands for; Slackbot is known without being listed. */
export const personOf = (sandbox: SandboxState | undefined, id: string): Person | undefined =>
  sandbox?.people.find((person) => person.id === id) ?? (id === SLACKBOT.id ? SLACKBOT : undefined);

/** The bot itself, as people see it. */
export const botOf = (sandbox: SandboxState | undefined): Person | undefined =>
  sandbox?.people.find(({ kind }) => kind === 'bot');

/** What a channel is called in headings: a direct message by who is on the other end. */
export const channelTitle = (sandbox: SandboxState | undefined, { kind, name }: Channel): string =>
  kind === 'direct' ? (botOf(sandbox)?.name ?? name) : `#${name}`;
