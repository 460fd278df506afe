import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { isCurrency } from "@/core/money/currency";
import { subtract, toMinor } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["list"]["cdrs"][number];

/** CDRs in rows; each leads to its page. Narrow screens keep place, claim, difference and state. */
export function CdrTable({ cdrs, timeZone }: { cdrs: readonly Cdr[]; timeZone: string }) {
  const t = useTranslations("finance.cdrs");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden w-24 sm:table-cell">{t("started")}</Th>
          <Th>{t("place")}</Th>
          <Th className="hidden xl:table-cell">{t("driver")}</Th>
          <Th isFigure className="hidden lg:table-cell">
            {t("energy")}
          </Th>
          <Th isFigure>{t("claim")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("own")}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {t("difference")}
          </Th>
          <Th className="hidden md:table-cell">{t("verdict")}</Th>
          <Th className="hidden xl:table-cell">{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {cdrs.map((cdr) => (
          <CdrRow key={cdr.id} cdr={cdr} timeZone={cdr.timeZone ?? timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function CdrRow({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const { currency, claimedMicro, ownMicro } = cdr;
  const difference = <Difference cdr={cdr} />;
  return (
    <Tr isLink>
      <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
        <Moment at={cdr.startedAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={cdr.startedAt} timeZone={timeZone} show="time" />
        </span>
      </Td>
      <PlaceCell cdr={cdr} timeZone={timeZone} />
      <DriverCell cdr={cdr} />
      <Td isFigure className="hidden lg:table-cell">
        <Energy microKwh={cdr.energyMicroKwh} />
      </Td>
      <Td isFigure>
        <MicroMoney micro={claimedMicro} currency={currency} />
        <span className="block text-sm md:hidden">{difference}</span>
        <span className="mt-1 flex flex-col items-end gap-1 md:hidden">
          <Verdict cdr={cdr} />
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {ownMicro === null ? <Nothing /> : <MicroMoney micro={ownMicro} currency={currency} />}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {difference}
      </Td>
      <Td className="hidden md:table-cell">
        <Verdict cdr={cdr} />
        <span className="mt-1 block xl:hidden">
          <Status of="cdr" value={cdr.state} />
        </span>
      </Td>
      <Td className="hidden xl:table-cell">
        <Status of="cdr" value={cdr.state} />
      </Td>
    </Tr>
  );
}

/** Of the figures as they are shown, so that a row adds up; nothing where they agree. */
function Difference({ cdr }: { cdr: Cdr }) {
  const { currency, claimedMicro, ownMicro, verdict } = cdr;
  if (ownMicro === null || !isCurrency(currency)) return <Nothing />;
  const rounded = (micro: bigint) => toMinor(micro, currency, "half-away");
  const difference = subtract(rounded(claimedMicro), rounded(ownMicro));
  if (difference.amountMinor === 0n) return <Nothing />;
  return (
    <span className={verdict === "mismatch" ? "font-semibold text-bad" : "text-ink-soft"}>
      {difference.amountMinor > 0n ? "+" : ""}
      <Money value={difference} />
    </span>
  );
}

function PlaceCell({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("finance.cdrs");
  return (
    <Td>
      <Link href={`/finance/cdrs/${cdr.id}`} className={rowLinkLook}>
        {cdr.place || t("unknownPlace")}
      </Link>
      {cdr.isCredit ? (
        <Badge tone="info" className="ml-2">
          {t("creditMark")}
        </Badge>
      ) : null}
      {cdr.isCredited ? <Badge className="ml-2">{t("creditedMark")}</Badge> : null}
      {cdr.isReplacement ? <Badge className="ml-2">{t("replacementMark")}</Badge> : null}
      {cdr.isLate ? (
        <Badge tone="wait" className="ml-2">
          {t("lateMark")}
        </Badge>
      ) : null}
      <span className="block text-sm text-ink-soft">
        {[cdr.city, cdr.operator].filter(Boolean).join(" · ")}
      </span>
      <span className="block text-sm text-ink-soft sm:hidden">
        <Moment at={cdr.startedAt} timeZone={timeZone} show="dayMonth" />{" "}
        <Moment at={cdr.startedAt} timeZone={timeZone} show="time" />
      </span>
    </Td>
  );
}

function DriverCell({ cdr }: { cdr: Cdr }) {
  const t = useTranslations("finance.cdrs");
  return (
    <Td className="hidden xl:table-cell">
      {cdr.driverName ?? <span className="text-wait">{t("unknownDriver")}</span>}
      <span className="block font-mono text-xs text-ink-faint">{cdr.tokenUid}</span>
    </Td>
  );
}

function Verdict({ cdr }: { cdr: Cdr }) {
  return cdr.verdict === null ? <Nothing /> : <Status of="verdict" value={cdr.verdict} />;
}

function Nothing() {
  return <span className="text-ink-faint">–</span>;
}
