import type { ModalView, StaticSelect } from '@slack/types';
import { VIEW } from './actions.ts';
import { chunked } from './facts.ts';
import { INPUT_ACTION, type StateValues } from './form-values.ts';
import { LIMITS } from './limits.ts';
import { plainSection } from './parts.ts';
import { plain } from './text.ts';

const PICKER_BLOCK = 'operation';

export interface PickerVendor {
  name: string;
  operations: readonly { id: string; title: string; summary?: string }[];
}

export interface PickerOptions {
  /** The connected ones, each with what this person may run. */
  vendors: readonly PickerVendor[];
  /** Comes back with the submission, at most 3,000 characters. */
  metadata?: string;
}

/** Slack takes 100 options a group: a larger vendor goes on in a group of its own. */
const optionGroups = (vendors: readonly PickerVendor[]) =>
  vendors
    .flatMap(({ name, operations }) =>
      chunked(operations, LIMITS.options).map((part, index) => ({
        label: plain(index === 0 ? name : `${name} (${index + 1})`, LIMITS.optionText),
        options: part.map(({ id, title, summary }) => ({
          text: plain(title, LIMITS.optionText),
          value: id,
          ...(summary && { description: plain(summary, LIMITS.optionDescription) }),
        })),
      })),
    )
    .slice(0, LIMITS.optionGroups);

/** A form that asks which operation to run; Slack filters the list as a person types. */
export function pickerView({ vendors, metadata = '' }: PickerOptions): ModalView {
  const option_groups = optionGroups(vendors);
  const view: ModalView = {
    type: 'modal',
    callback_id: VIEW.picker,
    private_metadata: metadata,
    title: plain('Run an operation', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewButton),
    blocks: [
      plainSection('There is nothing here that you may run. The administrator of the bot decides who may do what.'),
    ],
  };
  if (option_groups.length === 0) return view;
  const element: StaticSelect = {
    type: 'static_select',
    action_id: INPUT_ACTION,
    option_groups,
    placeholder: plain('Search by name', LIMITS.placeholder),
  };
  return {
    ...view,
    submit: plain('Continue', LIMITS.viewButton),
    blocks: [{ type: 'input', block_id: PICKER_BLOCK, label: plain('What would you like to do?'), element }],
  };
}

/** The id of the operation picked. */
export function pickedOperation(state: StateValues): string | undefined {
  const reported = state[PICKER_BLOCK]?.[INPUT_ACTION] as { selected_option?: { value: string } | null } | undefined;
  return reported?.selected_option?.value;
}
