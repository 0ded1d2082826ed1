import type { OpenView, StateValues } from '../api.ts';
import type { Clock } from './clock.ts';
import { withDefaults, withTextDefaults } from './defaults.ts';
import { stateOf } from './element-state.ts';
import type { Feed } from './feed.ts';
import { APP_ID, BOT_ID, randomWord, TEAM } from './identity.ts';
import type { Dictionary } from './validate/check.ts';

export type ViewError = 'push_limit_reached' | 'duplicate_external_id' | 'not_found' | 'hash_conflict';

/** A view on somebody's screen. */
export interface ViewRecord {
  id: string;
  owner: string;
  content: Dictionary & { type: 'modal' | 'home'; blocks: unknown[] };
  hash: string;
  root: string;
  previous?: string;
  /** Where the person was when it was opened. */
  conversation?: string;
  state: StateValues;
}

const STACK_LIMIT = 3;

/** Every open modal, stacked per person, and every published App Home. */
export class ViewBook {
  readonly #clock: Clock;
  readonly #feed: Feed;
  readonly #stacks = new Map<string, ViewRecord[]>();
  readonly #homes = new Map<string, ViewRecord>();

  constructor(clock: Clock, feed: Feed) {
    this.#clock = clock;
    this.#feed = feed;
  }

  stack(owner: string): readonly ViewRecord[] {
    return this.#stacks.get(owner) ?? [];
  }

  top(owner: string): ViewRecord | undefined {
    return this.stack(owner).at(-1);
  }

  home(owner: string): ViewRecord | undefined {
    return this.#homes.get(owner);
  }

  /** By id, or by the bot's own `external_id`. */
  find(id: string | undefined, externalId?: string): ViewRecord | undefined {
    const all = [...this.#stacks.values(), [...this.#homes.values()]].flat();
    return all.find((view) => (id ? view.id === id : externalId && view.content.external_id === externalId));
  }

  /** Opens a valid modal as the first of a new stack. `conversation` is where the person was. */
  open(owner: string, view: Dictionary, conversation?: string): ViewRecord | ViewError {
    const clash = this.#clash(view);
    if (clash) return clash;
    const record = this.#record(owner, view, conversation);
    this.#put(owner, [record]);
    return record;
  }

  push(owner: string, view: Dictionary): ViewRecord | ViewError {
    const stack = this.stack(owner);
    const top = stack.at(-1);
    if (!top) return 'not_found';
    if (stack.length >= STACK_LIMIT) return 'push_limit_reached';
    const clash = this.#clash(view);
    if (clash) return clash;
    const record = { ...this.#record(owner, view, top.conversation), root: top.root, previous: top.id };
    this.#put(owner, [...stack, record]);
    return record;
  }

  /** What people entered stays where block and element stay. */
  update(record: ViewRecord | undefined, view: Dictionary, hash?: string): ViewRecord | ViewError {
    if (!record) return 'not_found';
    if (hash !== undefined && hash !== record.hash) return 'hash_conflict';
    const clash = this.#clash(view, record.id);
    if (clash) return clash;
    record.content = contentOf(view);
    record.state = stateOf(record.content.blocks, record.state, record.conversation);
    record.hash = this.#hash();
    this.#publish(record);
    return record;
  }

  publish(owner: string, view: Dictionary, hash?: string): ViewRecord | ViewError {
    const before = this.#homes.get(owner);
    if (before) return this.update(before, view, hash);
    const record = this.#record(owner, view);
    this.#homes.set(owner, record);
    this.#publish(record);
    return record;
  }

  enter(record: ViewRecord, state: StateValues): void {
    record.state = state;
  }

  /** Takes the top modal away, or all of them; returns what closed, top first. */
  close(owner: string, all = false): ViewRecord[] {
    const stack = [...this.stack(owner)];
    const closed = all ? stack.splice(0) : stack.splice(-1);
    this.#put(owner, stack);
    return closed.reverse();
  }

  #record(owner: string, view: Dictionary, conversation?: string): ViewRecord {
    const id = this.#clock.id('V0');
    const content = contentOf(view);
    const state = stateOf(content.blocks, {}, conversation);
    return { id, owner, content, hash: this.#hash(), root: id, state, ...(conversation ? { conversation } : {}) };
  }

  #clash(view: Dictionary, own?: string): ViewError | undefined {
    const external = view.external_id;
    const other = typeof external === 'string' && external ? this.find(undefined, external) : undefined;
    return other && other.id !== own ? 'duplicate_external_id' : undefined;
  }

  #hash(): string {
    return `${this.#clock.seconds()}.${randomWord(6)}`;
  }

  #put(owner: string, stack: ViewRecord[]): void {
    this.#stacks.set(owner, stack);
    this.#feed.emit({ type: 'views', views: stack.map(toOpenView) }, (person) => person === owner);
  }

  #publish(record: ViewRecord): void {
    if (record.content.type === 'modal') this.#put(record.owner, [...this.stack(record.owner)]);
    else this.#feed.emit({ type: 'home', view: toOpenView(record) }, (person) => person === record.owner);
  }
}

const contentOf = (view: Dictionary): ViewRecord['content'] => ({
  ...withTextDefaults(view),
  type: view.type as 'modal' | 'home',
  blocks: withDefaults(view.blocks as unknown[]),
});

/** As the page and the tests see it. */
export const toOpenView = ({ id, content, hash, root, previous, state }: ViewRecord): OpenView =>
  ({
    ...content,
    id,
    hash,
    rootViewId: root,
    state: { values: state },
    ...(previous ? { previousViewId: previous } : {}),
  }) as unknown as OpenView;

const HOME_TITLE = { type: 'plain_text', text: 'View Title', emoji: true };

/** As payloads and the answers of `views.*` carry it. */
export function viewPayload({ id, content, hash, root, previous, state }: ViewRecord): Dictionary {
  return {
    id,
    team_id: TEAM.id,
    type: content.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    state: { values: state },
    hash,
    title: content.title ?? HOME_TITLE,
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    close: content.close ?? null,
    submit: content.submit ?? null,
    previous_view_id: previous ?? null,
    root_view_id: root,
    app_id: APP_ID,
    external_id: content.external_id ?? '',
    app_installed_team_id: TEAM.id,
    bot_id: BOT_ID,
  };
}
