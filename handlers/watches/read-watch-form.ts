import type { StateValues } from '../../blocks/form-values.ts';
import { watchChoices, watchState } from '../../blocks/watch-form.ts';
import { type ReadWatch, readWatch } from '../../src/commands/own/watch-read.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../forms/drafts.ts';
import { entriesOf } from '../forms/entries.ts';
import type { KnownDraft } from './open-watch-form.ts';
import { valuesOf, type WatchValues } from './watch-draft.ts';

const BOTH = 'Choose a person or a group, not both.';

/** The draft with what stands in the form now, right or wrong. `errors`: what cannot even be read. */
export function draftIn(shown: Draft, { fields, subject, watch }: KnownDraft, reported: StateValues): Draft {
  const state = watchState(reported);
  const { values, errors } = entriesOf(fields, state, shown);
  const { what, channel, person, group } = watchChoices(state);
  const mention = person ? `@${person}` : group ? `@${group.id}` : undefined;
  const key = what ?? subject?.key;
  const now: WatchValues = {
    ...values,
    ...(watch ? { watch: watch.id } : {}),
    ...(key === undefined || watch ? {} : { what: key }),
    ...(channel ? { channel } : valuesOf(shown).channel ? { channel: valuesOf(shown).channel as string } : {}),
    ...(mention ? { mention } : {}),
    ...(group ? { group } : {}),
  };
  const { notices: _, ...rest } = shown;
  return { ...rest, values: now, errors: { ...errors, ...(person && group ? { mention: BOTH } : {}) } };
}

/** What the draft comes to, or by name what would be right. */
export function readDraft({ clients }: Pick<Context, 'clients'>, draft: Draft, known: KnownDraft): ReadWatch {
  const { subject, zone } = known;
  if (!subject) return { errors: { what: 'Choose what to watch.' } };
  const read = readWatch(subject, draft.values, { clients, zone });
  const errors = { ...('errors' in read ? read.errors : {}), ...draft.errors };
  return Object.keys(errors).length > 0 ? { errors } : read;
}
