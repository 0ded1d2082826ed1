import type {
  ChannelsSelect,
  ConversationsSelect,
  ExternalSelect,
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Option,
  OptionGroup,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import { type ReactNode, useMemo } from 'react';
import { withEmoji } from '../emoji.ts';
import { useStore } from '../store.tsx';
import { type Choice, type ChoiceGroup, Picker } from './picker.tsx';
import { type Placed, useSurface, useValue } from './surface.tsx';
import { type Reported, reportedOption } from './values.ts';

type Fixed = StaticSelect | MultiStaticSelect;
type External = ExternalSelect | MultiExternalSelect;
type People =
  | UsersSelect
  | MultiUsersSelect
  | ConversationsSelect
  | MultiConversationsSelect
  | ChannelsSelect
  | MultiChannelsSelect;

/** A choice carries the whole reported option, so that what comes back is what the bot sent. */
const toChoice = (option: Option | Reported): Choice => {
  const { text, value, description } = option as Option;
  return {
    key: value ?? text.text,
    text: withEmoji(text.text),
    ...(description && { about: withEmoji(description.text) }),
    reported: reportedOption(option as Option),
  };
};

const toGroups = (options: readonly (Option | OptionGroup)[]): ChoiceGroup[] => {
  const loose = options.filter((one): one is Option => !('options' in one));
  const groups = options.filter((one): one is OptionGroup => 'options' in one);
  return [
    ...(loose.length > 0 ? [{ choices: loose.map(toChoice) }] : []),
    ...groups.map(({ label, options: inside }) => ({ label: withEmoji(label.text), choices: inside.map(toChoice) })),
  ];
};

/** What both kinds of option select share: reading and reporting `selected_option(s)`. */
function useOptions(placed: Placed<Fixed | External>): {
  chosen: Choice[];
  choose(choices: Choice[]): void;
  multiple: boolean;
} {
  const { value, set } = useValue(placed);
  const { type } = placed.element;
  const multiple = type.startsWith('multi_');
  const held = (multiple ? value.selected_options : value.selected_option && [value.selected_option]) as
    | Reported[]
    | null
    | undefined;
  return {
    multiple,
    chosen: (held ?? []).map(toChoice),
    choose(choices) {
      const reported = choices.map((choice) => choice.reported);
      set(multiple ? { type, selected_options: reported } : { type, selected_option: reported[0] ?? null });
    },
  };
}

const pickerWords = ({ element, dispatches, ...place }: Placed<Fixed | External | People>) => ({
  ...place,
  clearable: !dispatches,
  placeholder: element.placeholder?.text ?? (element.type.startsWith('multi_') ? 'Select some' : 'Select one'),
  most: 'max_selected_items' in element ? element.max_selected_items : undefined,
});

export function StaticSelectView(placed: Placed<Fixed>): ReactNode {
  const { options, option_groups: groups } = placed.element;
  const all = useMemo(() => toGroups(groups ?? options ?? []), [groups, options]);
  return <Picker {...useOptions(placed)} {...pickerWords(placed)} source={{ groups: all }} />;
}

export function ExternalSelectView(placed: Placed<External>): ReactNode {
  const surface = useSurface();
  const { blockId, element } = placed;
  // Slack's own default is three letters.
  const atLeast = element.min_query_length ?? 3;
  const ask = async (query: string): Promise<ChoiceGroup[]> =>
    toGroups(await surface.suggest(blockId, element.action_id ?? '', query));
  return <Picker {...useOptions(placed)} {...pickerWords(placed)} source={{ ask, atLeast }} />;
}

/** A channel's kind as the filter of a conversations select calls it. */
const KINDS = { public: 'public', private: 'private', direct: 'im' } as const;
const ALL_KINDS: readonly string[] = Object.values(KINDS);

const conversationsOf = (element: People): readonly string[] =>
  ('filter' in element && element.filter?.include) || ALL_KINDS;

/** Users, channels and conversations of the workspace: chosen by name, reported by id. */
export function PeopleSelect(placed: Placed<People>): ReactNode {
  const { sandbox } = useStore().state;
  const { value, set } = useValue(placed);
  const { type } = placed.element;
  const multiple = type.startsWith('multi_');
  const noun = type.includes('users') ? 'user' : type.includes('channels') ? 'channel' : 'conversation';
  const key = `selected_${noun}${multiple ? 's' : ''}`;
  const wanted = noun === 'conversation' ? conversationsOf(placed.element) : undefined;

  const choices = useMemo((): Choice[] => {
    if (noun === 'user')
      return (sandbox?.people ?? [])
        .filter(({ left }) => !left)
        .map(({ id, name, about }) => ({ key: id, text: name, about, reported: {} }));
    return (sandbox?.channels ?? [])
      .filter(({ kind, archived }) => !archived && (wanted ? wanted.includes(KINDS[kind]) : kind === 'public'))
      .map(({ id, name, kind }) => ({ key: id, text: kind === 'direct' ? name : `#${name}`, reported: {} }));
  }, [sandbox?.people, sandbox?.channels, noun, wanted]);

  const held = value[key];
  const ids = (Array.isArray(held) ? held : held ? [held] : []) as string[];
  return (
    <Picker
      {...pickerWords(placed)}
      multiple={multiple}
      chosen={choices.filter((choice) => ids.includes(choice.key))}
      choose={(picked) => set({ type, [key]: multiple ? picked.map((one) => one.key) : (picked[0]?.key ?? null) })}
      source={{ groups: [{ choices }] }}
    />
  );
}
