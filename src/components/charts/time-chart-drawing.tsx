import { useLocale } from "next-intl";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { chartRows, type ChartSeries, chartTicks, type TimeChartData } from "./chart-data";
import { clockText, figureText } from "./chart-texts";

const TICK = { fill: "var(--ink-soft)", fontSize: 12 } as const;
const TONES = {
  brand: "var(--brand)",
  info: "var(--info)",
  wait: "var(--wait)",
  bad: "var(--bad)",
  ok: "var(--ok)",
  faint: "var(--rule-strong)",
} as const;

function shapeOf({ key, name, tone, shape, isFilled, isDashed }: ChartSeries) {
  return (
    <Area
      key={key}
      dataKey={key}
      name={name}
      type={shape === "line" ? "monotone" : "stepAfter"}
      stroke={TONES[tone]}
      strokeWidth={shape === "limit" ? 1.5 : 2}
      {...(isDashed && { strokeDasharray: "5 4" })}
      fill={TONES[tone]}
      fillOpacity={isFilled ? 0.16 : 0}
      dot={false}
      activeDot={shape === "limit" ? false : { r: 3, strokeWidth: 0 }}
      isAnimationActive={false}
      connectNulls={false}
    />
  );
}

/** The drawing of a chart over time, as large as what holds it. */
export function TimeChartDrawing({ data }: { data: TimeChartData }) {
  const locale = useLocale();
  const [first] = data.times;
  if (first === undefined) return null;
  return (
    <ResponsiveContainer width="100%" height="100%" minWidth={0}>
      <ComposedChart
        data={chartRows(data)}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        // The drawing is hidden from screen readers; the table beside it is not.
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[first, data.endsAt]}
          ticks={chartTicks(data, 8)}
          tickFormatter={(at: number) => clockText(at, data, locale)}
          tick={TICK}
          stroke="var(--rule-strong)"
          tickLine={false}
          minTickGap={24}
        />
        <YAxis
          tick={TICK}
          width={48}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => new Intl.NumberFormat(locale).format(value)}
          unit=""
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--rule-strong)" }}
          content={<Reading data={data} />}
        />
        {data.series.map(shapeOf)}
        {data.mark ? (
          <ReferenceLine
            x={data.mark.at}
            stroke="var(--ink)"
            strokeDasharray="2 3"
            label={{ value: data.mark.word, position: "insideTopLeft", ...TICK }}
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** What the pointer is over. recharts adds all but `data`. */
function Reading({
  data,
  active = false,
  label,
  payload = [],
}: { data: TimeChartData } & Partial<
  Pick<TooltipContentProps<number, string>, "active" | "label" | "payload">
>) {
  const locale = useLocale();
  if (!active || typeof label !== "number") return null;
  return (
    <div className="border border-ink bg-sheet px-3 py-2 text-xs">
      <p className="font-medium">{clockText(label, data, locale)}</p>
      {payload.map(({ name, value, color }) => (
        <p key={String(name)} className="flex justify-between gap-4">
          <span className="flex items-center gap-2 text-ink-soft">
            <span className="size-2" style={{ background: color }} />
            {name}
          </span>
          <span>{figureText(typeof value === "number" ? value : null, data, locale)}</span>
        </p>
      ))}
    </div>
  );
}
