import type { Answered, Message, OpenView, SandboxCalls } from '../api.ts';
import { elementsIn, type Placed } from './element-state.ts';
import { entryFor, type Filling, type Known, labelOf } from './fill.ts';
import type { Dictionary } from './validate/check.ts';
import type { Workspace } from './workspace.ts';

type Doings = Pick<Workspace, 'action' | 'options' | 'submit' | 'views' | 'home' | 'messages'>;

const isView = (where: Message | OpenView): where is OpenView => 'hash' in where;

/** Elements that tell the bot as soon as they are used: all but inputs that do not ask for it. */
const dispatches = ({ block }: Placed): boolean => block.type !== 'input' || block.dispatch_action === true;

/** Does what a person does in Slack: finds things by their words, presses and fills them. */
export class UserActions {
  readonly #workspace: Doings;
  readonly #known: Known;

  constructor(workspace: Doings, known: Known) {
    this.#workspace = workspace;
    this.#known = known;
  }

  async press(as: string, where: Message | OpenView, label: string): Promise<Answered<'action'>> {
    const blocks = this.#current(as, where)?.blocks ?? [];
    for (const { blockId, element } of elementsIn(blocks)) {
      const pressed = pressing(element, label);
      if (!pressed) continue;
      const place = isView(where) ? { viewId: where.id } : { channel: where.channel, ts: where.ts };
      return this.#workspace.action({ as, ...place, blockId, actionId: String(element.action_id), element: pressed });
    }
    return { ok: false, error: `There is no button "${label}".` };
  }

  async fill(as: string, values: Record<string, Filling>): Promise<void> {
    for (const [label, filling] of Object.entries(values)) await this.#fillOne(as, label, filling);
  }

  async submit(as: string, values: Record<string, Filling>): Promise<Answered<'submit'>> {
    await this.fill(as, values);
    const view = this.#workspace.views(as).at(-1);
    if (!view) return { ok: false, error: 'No modal is open.' };
    const state = this.#entered.get(view.id) ?? {};
    const answer = await this.#workspace.submit({ as, viewId: view.id, state });
    this.#entered.delete(view.id);
    return answer;
  }

  /** What was filled in and not sent yet, per view. */
  readonly #entered = new Map<string, SandboxCalls['submit']['state']>();

  async #fillOne(as: string, label: string, filling: Filling): Promise<void> {
    const view = this.#workspace.views(as).at(-1);
    if (!view) throw new Error('No modal is open.');
    const all = [...elementsIn(view.blocks)];
    const placed = all.find((one) => labelOf(one) === label);
    if (!placed) throw new Error(`There is no "${label}" in this form; there is ${all.map(labelOf).join(', ')}.`);
    const at = { as, viewId: view.id, blockId: placed.blockId, actionId: String(placed.element.action_id) };

    const suggest = async (value: string): Promise<Dictionary[]> => {
      const answer = await this.#workspace.options({ ...at, value });
      if (!answer.ok) throw new Error(answer.error);
      const options = answer.options ?? (answer.option_groups ?? []).flatMap((group) => group.options);
      return options as unknown as Dictionary[];
    };
    const entry = await entryFor(placed.element, filling, this.#known, suggest);
    const entered = this.#entered.get(view.id) ?? {};
    entered[placed.blockId] = { ...entered[placed.blockId], [at.actionId]: entry };
    this.#entered.set(view.id, entered);
    if (!dispatches(placed)) return;
    const answer = await this.#workspace.action({ ...at, element: entry, state: entered });
    if (!answer.ok) throw new Error(answer.error);
  }

  /** The message or view as it is now, not as it was when the test got hold of it. */
  #current(as: string, where: Message | OpenView): Message | OpenView | undefined {
    if (!isView(where)) return this.#workspace.messages(as, where.channel).find((one) => one.ts === where.ts);
    const home = this.#workspace.home(as);
    return home?.id === where.id ? home : this.#workspace.views(as).find((one) => one.id === where.id);
  }
}

const says = (text: unknown, label: string): boolean => (text as { text?: unknown } | undefined)?.text === label;

/** What pressing this element under that label reports; nothing when it does not carry the label. */
function pressing(element: Dictionary, label: string): Dictionary | undefined {
  const {
    type,
    text,
    value,
    options = [],
    positive_button: good,
    negative_button: bad,
  } = element as Dictionary & {
    options?: Dictionary[];
  };
  if ((type === 'button' || type === 'icon_button') && says(text, label)) return { value };
  if (type === 'overflow') {
    const option = options.find((one) => says(one.text, label));
    return option && { selected_option: option };
  }
  if (type === 'feedback_buttons') {
    const pressed = [good, bad].find((one) => says((one as Dictionary).text, label)) as Dictionary | undefined;
    return pressed && { text: pressed.text, value: pressed.value };
  }
  return undefined;
}
