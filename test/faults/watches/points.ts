/** Every named point on the way of a notification at which a process is killed, before it and after it. */
export const WATCH_POINTS: readonly string[] = [
  'hooks.keep',
  'hooks.waiting',
  'hooks.finish',
  'watches.due',
  'watches.claim',
  'poll.ask',
  'poll.compare',
  'watches.known',
  'watches.snapshots',
  'watches.apply',
  'watches.finish',
  'poll.store',
  'outbox.claim',
  'outbox.restOf',
  'outbox.markBatch',
  'outbox.markPosted',
  'outbox.markFailed',
  'outbox.release',
  'announcer.post',
  'announcer.edit',
];

/** Passed now and then, but nothing is at stake there. */
export const IDLE_WATCH_POINTS: readonly string[] = [
  'hooks.prune',
  'hooks.named',
  'hooks.summary',
  'watches.renewLeases',
  'watches.release',
  'watches.mend',
  'watches.fail',
  'outbox.resumeDue',
  'outbox.pauseWatch',
  'outbox.pausePlace',
  'outbox.markDropped',
  'announcer.placeOf',
  'announcer.directMessage',
  'outbox.prune',
  'outbox.renewLeases',
];

/** Every way to die at one of them. */
export const WATCH_DEATHS = WATCH_POINTS.flatMap((point) => [
  { point, when: 'before' as const },
  { point, when: 'after' as const },
]);
