/** A point of a series or a piece of a pie. */
export interface Point {
  label: string;
  value: number;
}
export interface Series {
  name: string;
  data: readonly Point[];
}
interface Axes {
  categories: readonly string[];
  x_label?: string;
  y_label?: string;
}
export interface LineChart {
  type: 'bar' | 'line' | 'area';
  series: readonly Series[];
  axis_config: Axes;
}
export interface PieChart {
  type: 'pie';
  segments: readonly Point[];
}

/** Slack's chart; its types do not have it yet. */
export interface DataVisualizationBlock {
  type: 'data_visualization';
  block_id?: string;
  title: string;
  chart: LineChart | PieChart;
}

/** The drawing's plane, in its own units. */
export const PLANE = { left: 36, right: 552, top: 16, bottom: 172, width: 560, height: 200 };

/** The end of the scale: the next round number over all values whose half is whole, too. */
export function scaleTo(values: readonly number[]): number {
  const most = Math.max(2, ...values);
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].map((step) => step * size).find((end) => end >= most) ?? most;
}

export const heightOf = (value: number, end: number): number => (Math.max(0, value) / end) * (PLANE.bottom - PLANE.top);

/** Where a category stands, and how much room it has. */
export function slot(index: number, count: number): { from: number; width: number; middle: number } {
  const width = (PLANE.right - PLANE.left) / count;
  const from = PLANE.left + index * width;
  return { from, width, middle: from + width / 2 };
}

/** The path of a piece of a pie around 0,0 with radius 1; shares count from the top, clockwise. */
export function piePath(from: number, to: number): string {
  const at = (share: number) => [Math.sin(2 * Math.PI * share), -Math.cos(2 * Math.PI * share)];
  // A whole circle has no beginning that differs from its end.
  const end = to - from >= 1 ? from + 0.9999 : to;
  const [[x1, y1], [x2, y2]] = [at(from), at(end)] as [number[], number[]];
  return `M0 0L${x1} ${y1}A1 1 0 ${end - from > 0.5 ? 1 : 0} 1 ${x2} ${y2}Z`;
}
