import type { Random } from '../../../sandbox/vendors/random.ts';
import type { WatchMode } from '../../../src/watches/watch.ts';

/** A watch of a round, put on record before any bot lives. */
export interface SeededWatch {
  id: string;
  channel: string;
  mode: WatchMode;
  /** The ticket whose subject it watches, or what the deliveries of the hook say they are for. */
  about: { kind: 'ticket'; id: string } | { kind: 'hook'; to: string };
}

/** One thing that happens, by its marker: a word that nothing else has. */
export interface Event {
  marker: string;
  watch: SeededWatch;
  afterMs: number;
  /** It happens once this one was heard, for it is about the same record. */
  next?: Event;
  /** A delivery that comes twice at once. */
  isDoubled: boolean;
}

/** A burst is said by few messages, whichever of its events are in which. */
export interface Burst {
  watch: SeededWatch;
  markers: readonly string[];
  afterMs: number;
}

export interface Drawn {
  watches: readonly SeededWatch[];
  events: readonly Event[];
  burst: Burst;
}

const BURST = 12;
const SINGLE_HOOKS = 2;

/** What happens in a round. `tickets`: two for each channel. */
export function drawEvents(
  random: Random,
  round: number,
  { channels, tickets, spanMs }: { channels: readonly string[]; tickets: readonly string[]; spanMs: number },
): Drawn {
  let count = 0;
  const marker = (): string => `mark${round}x${(++count).toString(36)}q`;
  const watches: SeededWatch[] = [];
  const watch = (one: Omit<SeededWatch, 'id'>): SeededWatch => {
    const made = { id: `W-${watches.length + 1}`, ...one };
    watches.push(made);
    return made;
  };
  const event = (of: SeededWatch, next?: Event): Event => ({
    ...{ marker: marker(), watch: of, afterMs: random.int(0, spanMs), isDoubled: random.chance(0.3) },
    ...(next ? { next } : {}),
  });
  const events = channels.flatMap((channel, index) => {
    const ticket = (at: number, mode: WatchMode) =>
      watch({ channel, mode, about: { kind: 'ticket', id: tickets[2 * index + at] ?? '' } });
    const hook = (mode: WatchMode) => watch({ channel, mode, about: { kind: 'hook', to: `${mode}${index}` } });
    const [asRecord, asMessage, hooked, together] = [
      ...[ticket(0, 'record'), ticket(1, 'message')],
      ...[hook('message'), hook('record')],
    ] as const;
    return [
      ...[asRecord, asMessage, together].map((one) => one && event(one, event(one))),
      ...Array.from({ length: SINGLE_HOOKS }, () => hooked && event(hooked)),
    ].filter((one) => one !== undefined);
  });
  const burst = {
    watch: watch({ channel: channels[0] ?? '', mode: 'message', about: { kind: 'hook', to: 'burst' } }),
    markers: Array.from({ length: BURST }, marker),
    afterMs: random.int(0, spanMs),
  };
  return { watches, events, burst };
}

/** An event and those that follow it. */
export const lineOf = (event: Event): Event[] => [event, ...(event.next ? lineOf(event.next) : [])];
