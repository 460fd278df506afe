import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { tariffText } from "./tariff-text";

type Item = RouterOutputs["finance"]["tariffs"]["list"]["tariffs"][number];

/** Operators' tariffs; each leads to its page. */
export function TariffTable({ tariffs, timeZone }: { tariffs: readonly Item[]; timeZone: string }) {
  const t = useTranslations("tariffs.list");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("tariff")}</Th>
          <Th className="hidden sm:table-cell">{t("partner")}</Th>
          <Th className="hidden lg:table-cell">{t("since")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("versions")}
          </Th>
          <Th>{t("lint")}</Th>
        </tr>
      </thead>
      <tbody>
        {tariffs.map((item) => (
          <TariffRow key={item.id} item={item} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function TariffRow({ item, timeZone }: { item: Item; timeZone: string }) {
  const t = useTranslations("tariffs.list");
  const text = tariffText(item.texts, useLocale());
  return (
    <Tr isLink>
      <Td>
        <Link
          href={`/finance/tariffs/${item.id}`}
          className={`${rowLinkLook} font-mono text-sm break-all`}
        >
          {item.ocpiId}
        </Link>
        {text ? <span className="block max-w-prose text-sm text-ink-soft">{text}</span> : null}
        <span className="block text-sm text-ink-soft sm:hidden">{item.partnerName}</span>
      </Td>
      <Td className="hidden sm:table-cell">
        {item.partnerName}
        <span className="block text-sm text-ink-soft">
          {item.party} · {item.currency} · {t("elements", { count: item.elements })}
        </span>
      </Td>
      <Td className="hidden whitespace-nowrap text-ink-soft lg:table-cell">
        <Moment at={item.since} timeZone={timeZone} show="date" />
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {item.versions}
      </Td>
      <Td>
        <span className="flex flex-col items-start gap-1">
          {item.errors > 0 ? <Badge tone="bad">{t("errors", { count: item.errors })}</Badge> : null}
          {item.warnings > 0 ? (
            <Badge tone="wait">{t("warnings", { count: item.warnings })}</Badge>
          ) : null}
          {item.errors + item.warnings === 0 ? (
            <span className="text-sm text-ink-soft">{t("fine")}</span>
          ) : null}
        </span>
      </Td>
    </Tr>
  );
}
