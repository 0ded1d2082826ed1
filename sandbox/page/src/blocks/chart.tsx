import type { ReactNode } from 'react';
import { fixedList } from '../fixed-list.tsx';
import {
  type DataVisualizationBlock,
  heightOf,
  type LineChart,
  type PieChart,
  PLANE,
  piePath,
  type Series,
  scaleTo,
  slot,
} from './chart-shapes.ts';

/** Colours by place; see `styles/chart.css`. */
const hue = (index: number) => ({ 'data-hue': index % 6 });

/** Everything in the chart as words, for those who do not see it. */
const inWords = ({ chart }: DataVisualizationBlock): string =>
  (chart.type === 'pie' ? [{ name: '', data: chart.segments }] : chart.series)
    .map(({ name, data }) => `${name} ${data.map(({ label, value }) => `${label} ${value}`).join(', ')}`.trim())
    .join('; ');

/** A chart as Slack draws it: bars, lines, areas or a pie. */
export function ChartView({ block }: { block: DataVisualizationBlock }): ReactNode {
  const { title, chart } = block;
  const names = chart.type === 'pie' ? chart.segments.map(({ label }) => label) : chart.series.map(({ name }) => name);
  return (
    <figure className="block-chart">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={chart.type === 'pie' ? '-2.4 -1.1 4.8 2.2' : `0 0 ${PLANE.width} ${PLANE.height}`}
        role="img"
        aria-label={`${title}: ${inWords(block)}`}
      >
        {chart.type === 'pie' ? <Pie chart={chart} /> : <Plane chart={chart} />}
      </svg>
      {names.length > 1 && (
        <ul className="chart-names">
          {fixedList(names, (name, index) => (
            <li {...hue(index)}>{name}</li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function Pie({ chart: { segments } }: { chart: PieChart }): ReactNode {
  const sum = segments.reduce((total, { value }) => total + value, 0) || 1;
  let from = 0;
  return fixedList(segments, ({ value }, index) => {
    const path = piePath(from / sum, (from + value) / sum);
    from += value;
    return <path className="chart-fill" d={path} {...hue(index)} />;
  });
}

function Plane({ chart }: { chart: LineChart }): ReactNode {
  const { series, axis_config: axes } = chart;
  const end = scaleTo(series.flatMap(({ data }) => data.map(({ value }) => value)));
  const { left, right, bottom } = PLANE;
  const lineAt = (value: number): number => bottom - heightOf(value, end);
  return (
    <>
      {fixedList([0, end / 2, end], (value) => (
        <>
          <line className="chart-grid" x1={left} x2={right} y1={lineAt(value)} y2={lineAt(value)} />
          <text className="chart-words" x={left - 6} y={lineAt(value) + 4} textAnchor="end">
            {value}
          </text>
        </>
      ))}
      {fixedList(axes.categories, (name, index) => (
        <text
          className="chart-words"
          x={slot(index, axes.categories.length).middle}
          y={bottom + 18}
          textAnchor="middle"
        >
          {name}
        </text>
      ))}
      {chart.type === 'bar' ? (
        <Bars series={series} end={end} count={axes.categories.length} />
      ) : (
        fixedList(series, ({ data }, index) => {
          const points = data.map(({ value }, at) => `${slot(at, data.length).middle},${lineAt(value)}`);
          const [first, last] = [slot(0, data.length).middle, slot(data.length - 1, data.length).middle];
          return chart.type === 'area' ? (
            <polygon
              className="chart-fill"
              points={[`${first},${bottom}`, ...points, `${last},${bottom}`].join(' ')}
              {...hue(index)}
            />
          ) : (
            <polyline className="chart-line" points={points.join(' ')} {...hue(index)} />
          );
        })
      )}
    </>
  );
}

function Bars({ series, end, count }: { series: readonly Series[]; end: number; count: number }): ReactNode {
  return fixedList(series, ({ data }, index) =>
    fixedList(data, ({ value }, at) => {
      const { from, width } = slot(at, count);
      const thick = Math.min(44, (width * 0.7) / series.length);
      const x = from + width / 2 + (index - series.length / 2) * thick;
      const height = heightOf(value, end);
      return (
        <>
          <rect
            className="chart-fill"
            x={x}
            y={PLANE.bottom - height}
            width={thick}
            height={height}
            rx={2}
            {...hue(index)}
          />
          {value > 0 && (
            <text className="chart-value" x={x + thick / 2} y={PLANE.bottom - height - 4} textAnchor="middle">
              {value}
            </text>
          )}
        </>
      );
    }),
  );
}
