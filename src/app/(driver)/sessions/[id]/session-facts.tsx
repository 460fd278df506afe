import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { formatDuration } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Session = RouterOutputs["driver"]["sessions"]["get"];

/** Who, where, how long, by which meter. */
export function SessionFacts({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("driver.session");
  const { location, startedAt, endedAt, token, invoice, receivedAt } = session;
  const address = location
    ? [location.address, [location.postalCode, location.city].filter(Boolean).join(" ")]
        .map((part) => part.replaceAll(" ", "\u00a0"))
        .join(", ")
    : session.city;
  const tokenName =
    token && (token.label ?? (token.type === "APP_USER" ? t("appToken") : token.uid));
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          {
            label: t("energy"),
            // While it runs, the figure that moves stands beside the price.
            value: endedAt && <Energy microKwh={session.energyMicroKwh} digits={3} />,
          },
          {
            label: t("time"),
            value:
              endedAt && formatDuration(endedAt.epochMilliseconds - startedAt.epochMilliseconds),
          },
          { label: t("operator"), value: session.operator },
          { label: t("address"), value: address },
          { label: t("point"), value: location && <Code>{location.evseId}</Code> },
          { label: t("meter"), value: session.meterId && <Code>{session.meterId}</Code> },
          { label: t("token"), value: tokenName },
          {
            label: t("received"),
            value: receivedAt && <Moment at={receivedAt} timeZone={timeZone} />,
          },
          {
            label: t("invoice"),
            value: invoice && (
              <Link
                href={`/invoices/${invoice.id}`}
                className="text-brand underline underline-offset-2"
              >
                {invoice.number}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Code({ children }: { children: string }) {
  return <span className="font-mono text-sm break-all">{children}</span>;
}
