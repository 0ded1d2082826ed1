/** Every named point of the way (see `src/around.ts`) at which a process is killed, before it and after it. */
export const POINTS = [
  'journal.record',
  'journal.start',
  'journal.finish',
  'journal.markTold',
  'journal.confirm',
  'journal.find',
  'journal.lastSent',
  'journal.keepBefore',
  'journal.placeMessage',
  'journal.dueApprovals',
  'journal.hold',
  'journal.vote',
  'journal.resolve',
  'journal.lastUndoOf',
  'journal.keepDraft',
  'journal.findDraft',
  'journal.renewLeases',
  'journal.takeOver',
  'vendor.call',
  'deliver.announce',
  'deliver.toChannel',
  'deliver.toPerson',
  'deliver.edit',
  'deliver.withdraw',
  'deliver.post',
  'deliver.replace',
] as const;

/** Passed now and then, but nothing is at stake there. */
export const IDLE_POINTS: readonly string[] = [
  'journal.ping',
  'journal.prune',
  'journal.close',
  'journal.tend',
  'journal.leave',
  'vendor.choices',
];
