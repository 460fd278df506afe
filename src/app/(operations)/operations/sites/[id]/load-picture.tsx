import { useTranslations } from "next-intl";
import type { TimeChartData } from "@/components/charts/chart-data";
import { TimeChart } from "@/components/charts/time-chart";
import { Section } from "@/components/ui/section";
import { type SiteLive, useSiteFigures } from "./site-figures";

const kilo = (values: readonly (number | null)[]) =>
  values.map((watts) => (watts === null ? null : watts / 1_000));

/** The grid connection's load, measured and planned, against its limit. */
export function LoadPicture({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans.load");
  const { limit, power } = useSiteFigures(site.timeZone);
  const { times, endsAt, measured, atMost, planned, base, limit: most } = site.picture;
  const grid = site.nodes.find(({ isGrid }) => isGrid);
  const data: TimeChartData = {
    times,
    endsAt,
    timeZone: site.timeZone,
    unit: "kW",
    digits: 1,
    series: [
      {
        key: "base",
        name: t("base"),
        tone: "faint",
        shape: "step",
        isFilled: true,
        values: kilo(base),
      },
      {
        key: "measured",
        name: t("measured"),
        tone: "brand",
        shape: "step",
        values: kilo(measured),
      },
      {
        key: "atMost",
        name: t("atMost"),
        tone: "wait",
        shape: "step",
        values: kilo(atMost),
      },
      {
        key: "planned",
        name: t("planned"),
        tone: "info",
        shape: "step",
        isDashed: true,
        values: kilo(planned),
      },
      { key: "limit", name: t("limit"), tone: "bad", shape: "limit", values: kilo(most) },
    ],
    mark: { at: site.at, word: t("now") },
  };
  const bound = grid ? limit(grid) : "";
  const summary = grid
    ? t("summary", {
        name: grid.name,
        load: power(grid.loadW),
        limit: bound === "" ? "" : t("ofLimit", { limit: bound }),
      })
    : "";
  return (
    <Section title={t("title")}>
      <TimeChart
        data={data}
        summary={grid?.isAssumed ? `${summary} ${t("assumed")}` : summary}
        className="h-72"
      />
    </Section>
  );
}
