import { MARKER, type Wish } from './wishes.ts';

/** One delivery of Slack that belongs to a wish. Times are milliseconds since 1970. */
export interface Delivered {
  at: number;
  /** `command`, `view_submission:form`, `block_actions:retry`, ... */
  what: string;
  /** Id of the person. */
  by: string;
  copy: boolean;
  /** Undefined until answered; 0 when the bot broke off. */
  status?: number;
  body?: string;
}

/** One request that reached a vendor for a wish. */
export interface Reached {
  at: number;
  what: string;
  isWrite: boolean;
  fault?: string;
  /** Whether the bot was given a whole answer that says what happened, and when. */
  isClear: boolean;
  answeredAt?: number;
}

/** What happened to one wish, as the world around the bot saw it. */
export interface Trail {
  wish: Wish;
  delivered: Delivered[];
  reached: Reached[];
  /** What Slack refused, for the story. */
  refusedPosts: { at: number; what: string }[];
  /** How its person fared, for the story. */
  did: { at: number; what: string }[];
  vendorFaultsLeft: number;
  /** Writes that are let by before the fault strikes. */
  vendorSpared: number;
  slackFaultsLeft: number;
}

/** Knows which wish a request belongs to, by the marker in its text or by what the wish has for itself. */
export class Board {
  readonly trails: readonly Trail[];
  readonly #byMarker: Map<string, Trail>;
  readonly #byLead: Map<string, Trail>;
  /** Paths of response URLs. */
  readonly #byResponseUrl = new Map<string, Trail>();

  constructor(wishes: readonly Wish[]) {
    this.trails = wishes.map((wish) => ({
      wish,
      delivered: [],
      reached: [],
      refusedPosts: [],
      did: [],
      vendorFaultsLeft: wish.faults.vendor?.times ?? 0,
      vendorSpared: wish.faults.vendor?.after ?? 0,
      slackFaultsLeft: wish.faults.slack?.times ?? 0,
    }));
    this.#byMarker = new Map(this.trails.map((trail) => [trail.wish.marker, trail]));
    this.#byLead = new Map(this.trails.map((trail) => [String(trail.wish.lead), trail]));
  }

  byText(text: string): Trail | undefined {
    const marker = MARKER.exec(text)?.[0];
    return marker === undefined ? undefined : this.#byMarker.get(marker);
  }

  byLead(lead: string | undefined): Trail | undefined {
    return this.#byLead.get(lead ?? '');
  }

  byResponseUrl(path: string): Trail | undefined {
    return this.#byResponseUrl.get(path);
  }

  ownsResponseUrl(path: string, trail: Trail): void {
    this.#byResponseUrl.set(path, trail);
  }
}
