import type { JumptechSettings } from './settings.ts';

const BODIES = ['JUMPTECH_NOTE_ADD_BODY', 'JUMPTECH_NOTE_UPDATE_BODY'];

/** Said while the site relies on the assumed JSON of a note. */
export const advice = (_: JumptechSettings, isSet: (name: string) => boolean): readonly string[] =>
  BODIES.every(isSet)
    ? []
    : [
        `Jumptech: the JSON of a note is an assumption. Add one and look whether it appears; if not, set ${BODIES.join(' and ')}` +
          ' to what Jumptech tells you.',
      ];
