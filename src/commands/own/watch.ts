import { describeWatch } from '../../watches/describe.ts';
import type { WatchAsker } from '../../watches/watches.ts';
import { serverZone } from '../when.ts';
import type { Answer, Asked, OwnCommand, OwnContext } from './own-command.ts';
import { readWatch } from './watch-read.ts';
import { readTypedWatch } from './watch-typed.ts';
import { HOW_TO_CHANGE, watchLines } from './watch-words.ts';

const NO_PLACE = 'A watch needs a channel to post in, so set it up there: type /ops watch in Slack.';
const SAY_WHAT = 'Say what to watch, or use the form: type /ops watch in Slack.';

export const askerOf = ({ actor, place }: Pick<Asked, 'actor' | 'place'>): WatchAsker => ({
  actor,
  policyPlace: place,
});

/** The zone whose clock the times of a person go by. */
export const zoneFor = async (context: Pick<OwnContext, 'zoneOf'>, person: string): Promise<string> =>
  (await context.zoneOf(person)) ?? serverZone();

const sentenceOf = (errors: Readonly<Record<string, string>>): string =>
  Object.entries(errors)
    .map(([name, why]) => (name === '' || name === 'what' ? why : `${name.replace(/^in\./, '')}: ${why}`))
    .join(' ');

/** Sets it up at once. What is wrong opens the form with all that was typed. */
async function setUp(context: OwnContext, asked: Asked): Promise<Answer> {
  const asker = askerOf(asked);
  const [subjects, zone] = await Promise.all([context.watches.subjects(asker), zoneFor(context, asked.actor.id)]);
  const typed = readTypedWatch(asked.text, subjects, { clients: context.clients, zone });
  const read = typed.subject && readWatch(typed.subject, typed.entries, { clients: context.clients, zone });
  const errors = { ...(read && 'errors' in read ? read.errors : {}), ...typed.errors };
  if (!typed.subject || !read || 'errors' in read || Object.keys(errors).length > 0)
    return { sentence: sentenceOf(errors), failure: 'input', form: { entries: typed.entries, errors } };
  if (!asked.watchPlace) return { sentence: NO_PLACE, failure: 'input' };
  const { status, watch } = await context.watches.create(
    { ...read, place: asked.watchPlace, policyPlace: asked.place },
    asker,
  );
  const title = describeWatch(watch);
  if (status === 'exists')
    return { sentence: `This channel has this watch already: ${watch.id}, ${title}. /ops watches shows it.` };
  const note = typed.subject.note === undefined ? [] : [[typed.subject.note]];
  return { heading: `Watching ${title}`, lines: [...watchLines(watch), ...note, [`${watch.id}. ${HOW_TO_CHANGE}`]] };
}

/** Sets up a watch: with words at once, without in a form. */
export const watchCommand: OwnCommand = {
  word: 'watch',
  values:
    '[what] [filter=…] [every=5m] [mode=record|message|digest] [at=9:00] [quiet=22:00-7:00] [events=…] [fields=…]',
  summary: 'Notifies this channel of what changes; without words it opens a form',
  answer: async (context, asked) => {
    if (asked.text.trim() !== '') return setUp(context, asked);
    if (!asked.watchPlace) return { sentence: NO_PLACE, failure: 'input' };
    return { sentence: SAY_WHAT, failure: 'input', form: { entries: {}, errors: {} } };
  },
};
