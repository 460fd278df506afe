import { useTranslations } from "next-intl";
import { LoadBar } from "@/app/(operations)/operations/sites/load-bar";
import { Section } from "@/components/ui/section";
import { type SiteLive, useSiteFigures } from "./site-figures";

type Node = SiteLive["nodes"][number];

/** The grid connection and each feeder with its load beside its limit. */
export function NodeBars({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans.nodes");
  const { limit, percent, power } = useSiteFigures(site.timeZone);
  const mostOf = ({ limitA, limitW }: Node) =>
    Math.min(limitW ?? Infinity, limitA === null ? Infinity : limitA * 3 * site.voltage);
  return (
    <Section title={t("title")}>
      <ul className="grid gap-x-10 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {site.nodes.map((node) => {
          const most = mostOf(node);
          return (
            <li key={node.id} className="flex flex-col gap-1">
              <span className="flex flex-wrap justify-between gap-x-4">
                <span className="font-medium">{node.name}</span>
                <span className="tabular-nums">
                  {power(node.loadW)}
                  <span className="text-ink-soft"> / {limit(node) || t("noLimit")}</span>
                </span>
              </span>
              {most === Infinity ? null : <LoadBar loadW={node.loadW} mostW={most} />}
              <span className="text-sm text-ink-soft">
                {most === Infinity ? null : t("share", { share: percent(node.loadW / most) })}
                {node.baseW > 0 && most !== Infinity ? " · " : null}
                {node.baseW > 0 ? t("base", { base: power(node.baseW) }) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
