import type { DoorKind, Entry, Origin } from '../journal/intent.ts';
import type { Place } from '../policy/policy.ts';
import type { Notifier } from './notifier.ts';

/** A door as the engine knows it. */
export interface ServedDoor {
  /** The origins that it understands; only entries of these are claimed here. */
  kinds: readonly DoorKind[];
  /** Its notifier can ask approvers by itself. Without it, another process that serves the same kinds has to. */
  asksApprovers: boolean;
  /** Where somebody asks, as far as the policy knows places. */
  placeOf(origin: Origin): Place;
  notifier: Notifier;
}

export type Doors = ReturnType<typeof createDoors>;

/** The doors of this process, found by the origin of an entry. If two serve one kind, the first one gets its entries. */
export function createDoors(doors: readonly ServedDoor[]) {
  const byKind = new Map<DoorKind, ServedDoor>();
  for (const door of doors) {
    for (const kind of door.kinds) if (!byKind.has(kind)) byKind.set(kind, door);
  }
  const kinds = [...byKind.keys()];

  function doorOf({ door }: Origin): ServedDoor {
    const served = byKind.get(door);
    if (!served) throw new Error(`This process does not serve the door "${door}".`);
    return served;
  }

  return {
    kinds,
    /** The kinds of doors whose approvers can be asked here. */
    approvalKinds: kinds.filter((kind) => byKind.get(kind)?.asksApprovers),
    serves: ({ origin }: Pick<Entry, 'origin'>): boolean => byKind.has(origin.door),
    notifierOf: ({ origin }: Pick<Entry, 'origin'>): Notifier => doorOf(origin).notifier,
    placeOf: (origin: Origin): Place => doorOf(origin).placeOf(origin),
  };
}
