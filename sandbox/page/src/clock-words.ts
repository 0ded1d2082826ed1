const MINUTE = 60_000;

/** How far the clock is ahead: `+2 d 3 h`, `+5 min`, or nothing. */
export function aheadWords(aheadMs: number): string {
  const minutes = Math.round(aheadMs / MINUTE);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return words.length > 0 ? `+${words.slice(0, 2).join(' ')}` : '';
}
