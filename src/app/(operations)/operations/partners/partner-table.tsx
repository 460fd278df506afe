import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Partner = RouterOutputs["operations"]["partners"]["list"][number];

/** Connections in rows; each leads to its page. */
export function PartnerTable({
  partners,
  timeZone,
}: {
  partners: readonly Partner[];
  timeZone: string;
}) {
  const t = useTranslations("operations.partners");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th className="hidden sm:table-cell">{t("state")}</Th>
          <Th className="hidden lg:table-cell">{t("version")}</Th>
          <Th className="hidden md:table-cell">{t("heard")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("refused")}
          </Th>
          <Th isFigure>{t("tokens")}</Th>
        </tr>
      </thead>
      <tbody>
        {partners.map((partner) => (
          <PartnerRow key={partner.id} partner={partner} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function PartnerRow({ partner, timeZone }: { partner: Partner; timeZone: string }) {
  const t = useTranslations("operations.partners");
  const { roles, lastHeardAt, refused24h, tokensPending, tokensFailed, lastError } = partner;
  return (
    <Tr isLink>
      <Td>
        <Link href={`/operations/partners/${partner.id}`} className={rowLinkLook}>
          {partner.name}
        </Link>
        <span className="block text-sm text-ink-soft">
          {roles
            .map(({ role, countryCode, partyId }) => `${role} ${countryCode}-${partyId}`)
            .join(", ")}
        </span>
        {lastError ? <span className="block max-w-prose text-sm text-bad">{lastError}</span> : null}
        <span className="mt-1 block sm:hidden">
          <Status of="partner" value={partner.state} />
        </span>
      </Td>
      <Td className="hidden sm:table-cell">
        <Status of="partner" value={partner.state} />
      </Td>
      <Td className="hidden lg:table-cell">
        {partner.version ?? <span className="text-ink-faint">–</span>}
      </Td>
      <Td className="hidden whitespace-nowrap md:table-cell">
        {lastHeardAt ? (
          <Moment at={lastHeardAt} timeZone={timeZone} />
        ) : (
          <span className="text-ink-faint">{t("never")}</span>
        )}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        <span className={refused24h > 0 ? "font-semibold text-bad" : "text-ink-faint"}>
          {refused24h}
        </span>
      </Td>
      <Td isFigure>
        {t("told", { told: partner.tokensAcknowledged, all: partner.tokensTotal })}
        {tokensPending > 0 ? (
          <span className="block text-sm text-wait">{t("pending", { count: tokensPending })}</span>
        ) : null}
        {tokensFailed > 0 ? (
          <span className="block text-sm text-bad">{t("failed", { count: tokensFailed })}</span>
        ) : null}
      </Td>
    </Tr>
  );
}
