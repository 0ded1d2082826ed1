import { setTimeout as pause } from 'node:timers/promises';
import type {
  Answered,
  CallName,
  Channel,
  Exchange,
  Message,
  OpenView,
  Person,
  SandboxAnswers,
  SandboxCalls,
  SandboxState,
  Shortcut,
  SlashCommand,
} from '../api.ts';
import { CannotDo } from './actions/able.ts';
import { changeChannel } from './actions/change-channel.ts';
import { changePerson } from './actions/change-person.ts';
import { closeView } from './actions/close.ts';
import { runCommand } from './actions/command.ts';
import { openHome } from './actions/home.ts';
import { say } from './actions/say.ts';
import { runShortcut } from './actions/shortcut.ts';
import { runStep } from './actions/step.ts';
import { submit } from './actions/submit.ts';
import { suggest } from './actions/suggest.ts';
import { type PickedFile, upload } from './actions/upload.ts';
import { useElement } from './actions/use-element.ts';
import type { Listener } from './feed.ts';
import type { Filling } from './fill.ts';
import type { Post } from './messages.ts';
import { ADA, zoneOf } from './people.ts';
import type { StepRun } from './step-runs.ts';
import type { Trouble, TroubleScope } from './trouble.ts';
import { UserActions } from './user-actions.ts';
import type { Dictionary } from './validate/check.ts';
import { toOpenView } from './views.ts';
import type { World } from './world.ts';

/** What the page shows of Slack; the rest of the state is the sandbox's. */
export type SlackState = Omit<SandboxState, 'vendors' | 'bot' | 'clock'>;

/**
 * The workspace as people meet it: what they do, and what they see afterwards. People and channels go by id or by name
 * (`ada`, `#operations`). Doing something never throws for what Slack would show; it answers `{ ok: false, error }`.
 */
export class Workspace {
  readonly #world: World;
  readonly #user: UserActions;

  constructor(world: World) {
    this.#world = world;
    this.#user = new UserActions(this, world);
  }

  /** Plain words into a channel; what starts with a slash is a command. */
  say = (call: SandboxCalls['say']): Promise<Answered<'say'>> => this.#try(() => say(this.#world, call));
  command = (call: SandboxCalls['command']): Promise<Answered<'command'>> =>
    this.#try(() => runCommand(this.#world, call));
  action = (call: SandboxCalls['action']): Promise<Answered<'action'>> =>
    this.#try(() => useElement(this.#world, call));
  options = (call: SandboxCalls['options']): Promise<Answered<'options'>> =>
    this.#try(() => suggest(this.#world, call));
  submit = (call: SandboxCalls['submit']): Promise<Answered<'submit'>> => this.#try(() => submit(this.#world, call));
  close = (call: SandboxCalls['close']): Promise<Answered<'close'>> => this.#try(() => closeView(this.#world, call));
  shortcut = (call: SandboxCalls['shortcut']): Promise<Answered<'shortcut'>> =>
    this.#try(() => runShortcut(this.#world, call));
  upload = (as: string, file: PickedFile): Promise<Answered<'upload'>> =>
    this.#try(() => upload(this.#world, as, file));
  openHome = (as: string): Promise<Answered<'open_home'>> => this.#try(() => openHome(this.#world, { as }));

  /** Archives a channel, takes the bot out of it, or undoes that. */
  changeChannel = (channel: string, what: SandboxCalls['channel']['do']): Promise<Answered<'channel'>> =>
    this.#try(() => changeChannel(this.#world, { channel, do: what }));

  /** Deactivates a person, or undoes that. */
  changePerson = (person: string, what: SandboxCalls['person']['do']): Promise<Answered<'person'>> =>
    this.#try(() => changePerson(this.#world, { person, do: what }));

  /** Finds a button by what it says, in a message or a view, and presses it (agreeing to its confirmation). */
  press = (as: string, where: Message | OpenView, label: string): Promise<Answered<'action'>> =>
    this.#user.press(as, where, label);

  /** Fills inputs of the open modal by their labels; those that dispatch tell the bot at once. Throws when a label or option is missing. */
  fill = (as: string, values: Record<string, Filling>): Promise<void> => this.#user.fill(as, values);

  /** Fills and submits the open modal. */
  submitView = (as: string, values: Record<string, Filling> = {}): Promise<Answered<'submit'>> =>
    this.#user.submit(as, values);

  /** A workflow runs one of the bot's custom steps. Throws when the manifest has none of that name. */
  runStep = (callbackId: string, inputs: Dictionary): Promise<StepRun> => runStep(this.#world, callbackId, inputs);

  /** What this person sees in a channel, oldest first. */
  messages(as: string, channel: string): Message[] {
    const found = this.#world.directory.channel(channel);
    return found ? this.#world.messages.visibleTo(this.#id(as), found.id) : [];
  }

  /** The open modals, top last. */
  views(as: string): OpenView[] {
    return this.#world.views.stack(this.#id(as)).map(toOpenView);
  }

  home(as: string): OpenView | undefined {
    const home = this.#world.views.home(this.#id(as));
    return home && toOpenView(home);
  }

  /** Every message ever posted, as it was posted: the books to check "exactly once" against. */
  posts(): readonly Post[] {
    return this.#world.messages.posts();
  }

  exchanges(): readonly Exchange[] {
    return this.#world.exchanges.list();
  }

  /** Adds an exchange of somebody else's (a vendor's) to the log. */
  record(exchange: Omit<Exchange, 'id'>): void {
    this.#world.exchanges.record(exchange);
  }

  /** Returns the function that ends it. */
  onEvent(listener: Listener): () => void {
    return this.#world.feed.on(listener);
  }

  /** Makes Slack's own API misbehave, for all calls or as the scope says. */
  slackTrouble(trouble: Trouble, scope?: TroubleScope): void {
    this.#world.troubles.set(trouble, scope);
  }

  /** Forgets everything that was posted, opened, recorded, or done to channels and people. */
  reset(): void {
    this.#world.reset();
  }

  person(idOrHandle: string): Person | undefined {
    return this.#world.directory.person(idOrHandle);
  }

  /** The time zone of a person, or of the workspace. */
  zoneOf(as: string): string {
    return zoneOf(this.#world.directory.person(as) ?? ADA);
  }

  channel(idOrName: string): Channel | undefined {
    return this.#world.directory.channel(idOrName);
  }

  state(as: string): SlackState {
    const id = this.#id(as);
    const { slash_commands, shortcuts } = this.#world.manifest.features;
    const home = this.home(as);
    return {
      people: this.#world.directory.people(),
      groups: [this.#world.directory.group].map(({ id: group, handle, users }) => ({ id: group, handle, users })),
      channels: this.#world.directory.channelsOf(id),
      messages: this.#world.messages.visibleTo(id),
      views: this.views(as),
      ...(home ? { home } : {}),
      commands: slash_commands.map(toCommand),
      shortcuts: shortcuts.map(toShortcut),
      slackTrouble: this.#world.troubles.kind,
    };
  }

  /** Waits until `find` finds something. `ms` is the longest wait; throws after that. */
  async waitFor<T>(find: () => T | undefined | null | false, ms = 3000): Promise<T> {
    const until = performance.now() + ms;
    for (;;) {
      const found = find();
      if (found) return found;
      if (performance.now() > until) throw new Error(`Nothing like it within ${ms} ms: ${String(find)}`);
      await pause(10);
    }
  }

  #id(as: string): string {
    return this.#world.directory.person(as)?.id ?? as;
  }

  async #try<Name extends CallName>(act: () => Promise<SandboxAnswers[Name]>): Promise<Answered<Name>> {
    try {
      return { ok: true, ...(await act()) };
    } catch (error) {
      if (error instanceof CannotDo) return { ok: false, error: error.message };
      throw error;
    }
  }
}

const toCommand = (one: World['manifest']['features']['slash_commands'][number]): SlashCommand => ({
  command: one.command,
  description: one.description,
  ...(one.usage_hint ? { usageHint: one.usage_hint } : {}),
});

const toShortcut = (one: World['manifest']['features']['shortcuts'][number]): Shortcut => ({
  type: one.type,
  name: one.name,
  callbackId: one.callback_id,
  description: one.description,
});
