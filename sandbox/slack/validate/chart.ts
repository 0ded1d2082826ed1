import { byType, type Dictionary, type Fault, list, number, object, string } from './check.ts';

const label = string(20);
const point = object({ required: { label, value: number } });
const series = object({ required: { name: label, data: list(point, 20) } });
const axes = object({
  required: { categories: list(label, 20) },
  optional: { x_label: string(50), y_label: string(50) },
});

interface Series {
  name: string;
  data: readonly { label: string }[];
}

/** Series have names of their own, and one point for each category, in their order. */
function pointsFitAxis(value: Dictionary, at: string, faults: Fault[]): void {
  const all = value.series as readonly Series[];
  const { categories } = value.axis_config as { categories: readonly string[] };
  all.forEach(({ name, data }, index) => {
    if (all.findIndex((one) => one.name === name) < index) {
      faults.push({ message: 'series names must be unique', pointer: `${at}/series/${index}/name` });
    }
    if (data.length !== categories.length || data.some((one, place) => one.label !== categories[place])) {
      faults.push({
        message: 'data points must match `axis_config.categories`',
        pointer: `${at}/series/${index}/data`,
      });
    }
  });
}

const lines = object({ required: { series: list(series, 6), axis_config: axes }, together: pointsFitAxis });

/** The inside of a `data_visualization` block. */
export const chart = byType({
  line: lines,
  bar: lines,
  area: lines,
  pie: object({ required: { segments: list(point, 6) } }),
});
