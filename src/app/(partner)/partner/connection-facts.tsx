import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Connection = RouterOutputs["partner"]["home"]["connection"];

/** Version, parties, times, and what is known of our charging tokens. */
export function ConnectionFacts({
  connection,
  timeZone,
}: {
  connection: Connection;
  timeZone: string;
}) {
  const t = useTranslations("partner.home");
  const { version, roles, registeredAt, lastHeardAt, tokens, us } = connection;
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          { label: t("version"), value: version ?? t("notAgreed") },
          {
            label: t("registered"),
            value: registeredAt && <Moment at={registeredAt} timeZone={timeZone} />,
          },
          {
            label: t("lastHeard"),
            value: lastHeardAt && <Moment at={lastHeardAt} timeZone={timeZone} />,
          },
          {
            label: t("roles"),
            value:
              roles.length === 0
                ? t("noRoles")
                : roles.map(({ role, countryCode, partyId, name }) => (
                    <span key={`${role} ${countryCode} ${partyId}`} className="block">
                      {role} {countryCode}/{partyId}
                      <span className="text-ink-soft"> · {name}</span>
                    </span>
                  )),
          },
          {
            label: t("us"),
            value: (
              <>
                {us.roles.join(", ")} {us.party}
                <span className="text-ink-soft"> · {us.name}</span>
              </>
            ),
          },
          { label: t("tokens"), value: <Tokens tokens={tokens} /> },
        ]}
      />
    </Section>
  );
}

function Tokens({ tokens }: { tokens: Connection["tokens"] }) {
  const t = useTranslations("partner.home");
  return (
    <>
      <span className="block">{t("tokensTold", { count: tokens.acknowledged })}</span>
      {tokens.pending > 0 ? (
        <span className="block text-wait">{t("tokensPending", { count: tokens.pending })}</span>
      ) : null}
      {tokens.failed > 0 ? (
        <span className="block text-bad">{t("tokensFailed", { count: tokens.failed })}</span>
      ) : null}
    </>
  );
}
