import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatDay } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { LineMatch } from "./line-match";
import { OtherMatch } from "./other-match";
import { Proposals } from "./proposals";

export const generateMetadata = () => pageTitle("accounting.bank");

export default async function BankLinePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, locale, timeZone, line] = await Promise.all([
    getTranslations("accounting.bank"),
    getLocale(),
    getTimeZone(),
    found((await api()).finance.bank.get({ id })),
  ]);
  const isOpen = line.state === "unmatched";
  return (
    <>
      <PageHeader
        back={{ href: "/finance/bank", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Money value={line.amount} />
            <Badge tone={isOpen ? "wait" : "ok"} className="text-sm">
              {t(line.state)}
            </Badge>
          </span>
        }
        lead={formatDay(line.bookedOn.toString(), locale)}
      />
      <Facts
        facts={[
          { label: t("counterparty"), value: line.counterparty },
          { label: t("reference"), value: line.reference },
          { label: t("lineText"), value: line.text },
          { label: t("account"), value: line.account },
          { label: t("bankRef"), value: line.bankRef },
          { label: t("from"), value: line.fileName },
        ]}
      />
      {isOpen ? (
        <>
          <Section title={t("proposals")}>
            <Proposals lineId={line.id} amount={line.amount} proposals={line.proposals} />
          </Section>
          <Section title={t("other")}>
            <OtherMatch lineId={line.id} />
          </Section>
        </>
      ) : (
        <LineMatch line={line} timeZone={timeZone} />
      )}
    </>
  );
}
