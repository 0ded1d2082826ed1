import { type Intent, MARKER } from './intents.ts';

/** One delivery of Slack that belongs to an intent. Times are milliseconds since 1970. */
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

/** One request that reached a vendor for an intent. */
export interface Reached {
  at: number;
  what: string;
  isWrite: boolean;
  fault?: string;
  /** Whether the bot was given a whole answer that says what happened, and when. */
  isClear: boolean;
  answeredAt?: number;
}

/** What happened to one intent, as the world around the bot saw it. */
export interface Trail {
  intent: Intent;
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

/** Knows which intent a request belongs to, by the marker in its text or by what the intent has for itself. */
export class Board {
  readonly trails: readonly Trail[];
  readonly #byMarker: Map<string, Trail>;
  readonly #byLead: Map<string, Trail>;
  /** Paths of response URLs. */
  readonly #byResponseUrl = new Map<string, Trail>();

  constructor(intents: readonly Intent[]) {
    this.trails = intents.map((intent) => ({
      intent,
      delivered: [],
      reached: [],
      refusedPosts: [],
      did: [],
      vendorFaultsLeft: intent.faults.vendor?.times ?? 0,
      vendorSpared: intent.faults.vendor?.after ?? 0,
      slackFaultsLeft: intent.faults.slack?.times ?? 0,
    }));
    this.#byMarker = new Map(this.trails.map((trail) => [trail.intent.marker, trail]));
    this.#byLead = new Map(this.trails.map((trail) => [String(trail.intent.lead), trail]));
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
