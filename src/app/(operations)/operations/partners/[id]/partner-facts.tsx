import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Partner = RouterOutputs["operations"]["partners"]["get"];

/** Who the partner is and how the connection stands. */
export function PartnerFacts({ partner, timeZone }: { partner: Partner; timeZone: string }) {
  const t = useTranslations("operations.partner");
  const list = useTranslations("operations.partners");
  const { roles, registeredAt, lastHeardAt, versionsUrl, tokensAcknowledged, tokensTotal } =
    partner;
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          { label: t("version"), value: partner.version },
          {
            label: t("roles"),
            value:
              roles.length === 0
                ? t("noRoles")
                : roles.map(({ role, countryCode, partyId, name }) => (
                    <span key={`${role} ${countryCode} ${partyId}`} className="block">
                      {role} {countryCode}-{partyId}
                      <span className="text-ink-soft"> · {name}</span>
                    </span>
                  )),
          },
          {
            label: t("tokens"),
            value: list("told", { told: tokensAcknowledged, all: tokensTotal }),
          },
          {
            label: t("registeredAt"),
            value: registeredAt && <Moment at={registeredAt} timeZone={timeZone} />,
          },
          {
            label: t("heard"),
            value: lastHeardAt ? <Moment at={lastHeardAt} timeZone={timeZone} /> : list("never"),
          },
          {
            label: t("versionsUrl"),
            value: versionsUrl && (
              <span className="font-mono text-sm break-all">{versionsUrl}</span>
            ),
          },
        ]}
      />
    </Section>
  );
}
