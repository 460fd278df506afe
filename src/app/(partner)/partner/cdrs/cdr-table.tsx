import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { useHeldWords } from "./held-words";

type Cdr = RouterOutputs["partner"]["cdrs"]["list"]["cdrs"][number];

/** Their CDRs in rows; each leads to its page. Narrow screens keep id, claim and state. */
export function CdrTable({ cdrs, timeZone }: { cdrs: readonly Cdr[]; timeZone: string }) {
  const t = useTranslations("partner.cdrs");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden w-28 sm:table-cell">{t("received")}</Th>
          <Th>{t("cdr")}</Th>
          <Th isFigure className="hidden lg:table-cell">
            {t("energy")}
          </Th>
          <Th isFigure>{t("claim")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("own")}
          </Th>
          <Th className="hidden sm:table-cell">{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {cdrs.map((cdr) => (
          <CdrRow key={cdr.id} cdr={cdr} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function CdrRow({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("partner.cdrs");
  const held = useHeldWords();
  const { currency, ownMicro, heldCodes, state, verdict } = cdr;
  const states = (
    <span className="flex flex-wrap gap-1">
      <Status of="cdr" value={state} />
      {verdict === null ? null : <Status of="verdict" value={verdict} />}
    </span>
  );
  return (
    <Tr isLink>
      <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
        <Moment at={cdr.receivedAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={cdr.receivedAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td>
        <Link href={`/partner/cdrs/${cdr.id}`} className={`${rowLinkLook} break-all`}>
          {cdr.ocpiId}
        </Link>
        {cdr.isCredit ? (
          <Badge tone="info" className="ml-2">
            {t("credit")}
          </Badge>
        ) : null}
        <span className="block text-sm text-ink-soft">{cdr.place || t("unknownPlace")}</span>
        {state === "held" && heldCodes[0] ? (
          <span className="block text-sm text-wait">{held(heldCodes[0]).what}</span>
        ) : null}
        <span className="mt-1 block sm:hidden">{states}</span>
      </Td>
      <Td isFigure className="hidden lg:table-cell">
        <Energy microKwh={cdr.energyMicroKwh} />
      </Td>
      <Td isFigure>
        <MicroMoney micro={cdr.claimedMicro} currency={currency} />
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {ownMicro === null ? (
          <span className="text-ink-faint">–</span>
        ) : (
          <MicroMoney micro={ownMicro} currency={currency} />
        )}
      </Td>
      <Td className="hidden sm:table-cell">{states}</Td>
    </Tr>
  );
}
