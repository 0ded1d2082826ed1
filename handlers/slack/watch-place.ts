import { z } from 'zod';
import type { WatchPlace } from '../../src/watches/watch.ts';

/** The door that its places name. */
export const DOOR = 'slack';

const schema = z.object({ team: z.string(), channel: z.string() });

/** A channel of Slack. */
export type SlackPlace = z.output<typeof schema>;

/** The channel as a place of a watch; equal channels make equal places. */
export const slackPlace = ({ team, channel }: SlackPlace): WatchPlace => ({
  door: DOOR,
  address: JSON.stringify({ team, channel }),
});

/** The channel that a place names. Undefined for a place of another door, or one that cannot be read. */
export function placeAddressOf({ door, address }: WatchPlace): SlackPlace | undefined {
  if (door !== DOOR) return undefined;
  try {
    return schema.safeParse(JSON.parse(address)).data;
  } catch {
    return undefined;
  }
}
