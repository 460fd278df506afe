import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { useAge } from "./age";

type Item = RouterOutputs["finance"]["expectedCdrs"]["list"]["items"][number];
type Kind = "missing" | "unexpected" | "stale";

/** The lines of the book. A CDR leads to its page. */
export function ExpectedTable({
  kind,
  items,
  timeZone,
}: {
  kind: Kind;
  items: readonly Item[];
  timeZone: string;
}) {
  const t = useTranslations("finance.expected");
  return (
    <Table caption={t(`caption_${kind}`)}>
      <thead>
        <tr>
          <Th>{t(kind === "unexpected" ? "cdr" : "session")}</Th>
          <Th className="hidden md:table-cell">{t("driver")}</Th>
          <Th className="hidden sm:table-cell">{t("started")}</Th>
          <Th isFigure className="hidden lg:table-cell">
            {t("energy")}
          </Th>
          <Th>{t(`since_${kind}`)}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <ExpectedRow key={item.id} kind={kind} item={item} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function ExpectedRow({ kind, item, timeZone }: { kind: Kind; item: Item; timeZone: string }) {
  const t = useTranslations("finance.expected");
  const ageOf = useAge();
  const isCdr = kind === "unexpected";
  return (
    <Tr isLink={isCdr}>
      <Td className="break-all">
        {isCdr ? (
          <Link href={`/finance/cdrs/${item.id}`} className={`${rowLinkLook} font-mono text-sm`}>
            {item.ocpiId}
          </Link>
        ) : (
          <span className="font-mono text-sm font-medium">{item.ocpiId}</span>
        )}
        <span className="block text-sm text-ink-soft">
          {item.partnerName}
          {isCdr && item.sessionOcpiId !== null ? ` · ${t("session")} ${item.sessionOcpiId}` : null}
        </span>
      </Td>
      <Td className="hidden md:table-cell">
        {item.driverName ?? <span className="text-wait">{t("unknownDriver")}</span>}
      </Td>
      <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
        <Moment at={item.startedAt} timeZone={timeZone} />
      </Td>
      <Td isFigure className="hidden lg:table-cell">
        <Energy microKwh={item.energyMicroKwh} />
      </Td>
      <Td className="whitespace-nowrap">
        <Moment at={item.since} timeZone={timeZone} />
        <span className="flex items-baseline gap-2 text-sm text-ink-soft">
          {t("age", { age: ageOf(item.ageS) })}
          {kind === "missing" ? (
            <Badge tone={item.isLate ? "bad" : "wait"}>
              {t(item.isLate ? "isLate" : "isExpected")}
            </Badge>
          ) : null}
        </span>
      </Td>
    </Tr>
  );
}
