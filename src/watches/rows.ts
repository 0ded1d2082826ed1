import type { WatchRow } from '../storage/watch-schema.ts';
import type { PauseReason, Watch } from './watch.ts';

/** A watch as it stands in its table. */
export function watchOf(row: WatchRow): Watch {
  const { pause_why: why, pause_until: until } = row;
  const reason = row.pause_reason as PauseReason | null;
  return {
    id: row.id,
    source: JSON.parse(row.source),
    settings: JSON.parse(row.settings),
    owner: { id: row.owner_id, team: row.owner_team },
    place: { door: row.door, address: row.place },
    state: row.state,
    ...(row.state === 'paused'
      ? { pause: { reason: reason ?? 'asked', why: why ?? '', ...(until === null ? {} : { until }) } }
      : {}),
    createdAt: row.created_at,
  };
}
