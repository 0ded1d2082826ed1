let aheadMs = 0;

/** The sandbox's clock, which can be ahead of the browser's; the store keeps it in step. */
export const sandboxNow = (): number => Date.now() + aheadMs;

export function setAhead(milliseconds: number): void {
  aheadMs = milliseconds;
}
