import { getTranslations } from "next-intl/server";
import { Moment } from "@/components/period";
import { Badge, type Tone } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { api } from "@/trpc/server";
import type { RouterOutputs } from "@/trpc/outputs";

type Status = RouterOutputs["operations"]["hubs"]["parties"]["parties"][number]["status"];

const TONES: Readonly<Record<Status, Tone>> = {
  CONNECTED: "ok",
  OFFLINE: "bad",
  PLANNED: "neutral",
  SUSPENDED: "wait",
};

/** Who stands behind a hub and whether they can be reached; nothing for a partner that is none. */
export async function HubParties({ partnerId, timeZone }: { partnerId: string; timeZone: string }) {
  const { operations } = await api();
  const [t, { isHub, parties }] = await Promise.all([
    getTranslations("roaming.hub"),
    operations.hubs.parties({ partnerId }),
  ]);
  if (!isHub && parties.length === 0) return null;
  return (
    <Section title={t("title")}>
      <p className="-mt-3 text-sm text-ink-soft">{t("lead")}</p>
      {parties.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("party")}</Th>
              <Th className="hidden sm:table-cell">{t("role")}</Th>
              <Th>{t("status")}</Th>
              <Th className="hidden md:table-cell">{t("since")}</Th>
              <Th>{t("heard")}</Th>
            </tr>
          </thead>
          <tbody>
            {parties.map(({ countryCode, partyId, role, status, lastUpdated, heardAt }) => (
              <Tr key={`${countryCode} ${partyId} ${role}`}>
                <Td className="font-medium whitespace-nowrap">
                  {countryCode}/{partyId}
                </Td>
                <Td className="hidden text-sm text-ink-soft sm:table-cell">{role}</Td>
                <Td>
                  <Badge tone={TONES[status]}>{t(`status_${status}`)}</Badge>
                </Td>
                <Td className="hidden text-sm whitespace-nowrap md:table-cell">
                  <Moment at={lastUpdated} timeZone={timeZone} />
                </Td>
                <Td className="text-sm">
                  {heardAt === null ? (
                    <span className="text-ink-soft">{t("notListed")}</span>
                  ) : (
                    <Moment at={heardAt} timeZone={timeZone} />
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
