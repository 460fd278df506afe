import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { LoadBar } from "./load-bar";
import { LimitText, Power } from "./power";

type Site = RouterOutputs["operations"]["sites"]["list"][number];

/** Sites in rows, with their load now; each leads to its page. */
export function SiteTable({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations("sites");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th className="hidden md:table-cell">{t("limit")}</Th>
          <Th>{t("load")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("charging")}
          </Th>
          <Th className="hidden lg:table-cell">{t("control")}</Th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <SiteRow key={site.id} site={site} />
        ))}
      </tbody>
    </Table>
  );
}

function SiteRow({ site }: { site: Site }) {
  const t = useTranslations("sites");
  return (
    <Tr isLink>
      <Td>
        <Link href={`/operations/sites/${site.id}`} className={rowLinkLook}>
          {site.name}
        </Link>
        <span className="block text-sm text-ink-soft">
          {t("points", { operator: site.operator, count: site.points })}
        </span>
        {site.over.length > 0 ? (
          <span className="block text-sm font-medium text-bad">
            {t("over", { parts: site.over.join(", ") })}
          </span>
        ) : null}
        {site.unsteerable > 0 ? (
          <span className="block text-sm text-wait">
            {t("unsteerable", { count: site.unsteerable })}
          </span>
        ) : null}
        <span className="mt-1 block lg:hidden">
          <Control isSteered={site.isSteered} />
        </span>
      </Td>
      <Td className="hidden md:table-cell">
        <LimitText limitA={site.limitA} limitW={site.limitW} />
      </Td>
      <Td>
        <Power watts={site.loadW} />
        {site.mostW === null ? null : (
          <>
            <span className="text-sm whitespace-nowrap text-ink-soft">
              {" / "}
              <Power watts={site.mostW} />
            </span>
            <LoadBar loadW={site.loadW} mostW={site.mostW} />
          </>
        )}
        <span className="block text-sm text-ink-soft">{t(`source.${site.source}`)}</span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {site.charging}
      </Td>
      <Td className="hidden lg:table-cell">
        <Control isSteered={site.isSteered} />
      </Td>
    </Tr>
  );
}

function Control({ isSteered }: { isSteered: boolean }) {
  const t = useTranslations("sites");
  return <Badge tone={isSteered ? "ok" : "info"}>{t(isSteered ? "steered" : "watched")}</Badge>;
}
