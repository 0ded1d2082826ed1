/** Lets through a burst, and after it so many a second. */
export interface TokenBucket {
  /** Milliseconds until the next one may come; 0: now. */
  waitMs(): number;
  /** True if this one may come. It counts. */
  take(): boolean;
}

/** `clock`: milliseconds that never go back. */
export function createTokenBucket(
  { burst, perSecond }: { burst: number; perSecond: number },
  clock: () => number = () => performance.now(),
): TokenBucket {
  let tokens = burst;
  let filledAt = clock();
  const fill = (): void => {
    const now = clock();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  return {
    waitMs() {
      fill();
      return tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000;
    },
    take() {
      fill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
