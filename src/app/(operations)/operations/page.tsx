import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Figures } from "@/components/ui/figures";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { MessageTable } from "./messages/message-table";
import { PartnerTable } from "./partners/partner-table";

export const generateMetadata = () => pageTitle("operations.overview");

const SHOWN = 10;

export default async function OperationsPage() {
  const { operations } = await api();
  const [t, timeZone, partners, refused] = await Promise.all([
    getTranslations("operations.overview"),
    getTimeZone(),
    operations.partners.list(),
    operations.messages.list({ outcome: "troubled" }),
  ]);
  const sum = (pick: (partner: (typeof partners)[number]) => number) =>
    partners.reduce((all, partner) => all + pick(partner), 0);
  const registered = partners.filter(({ state }) => state === "registered").length;
  const unfinished = partners.filter(({ state }) => state !== "registered" && state !== "left");
  const troubled = partners.filter(
    ({ state, lastError, tokensFailed }) =>
      state === "failed" || lastError !== null || tokensFailed > 0,
  );
  const figures = [
    {
      label: t("registered"),
      value: registered,
      note: t("of", { count: partners.length }),
      href: "/operations/partners",
    },
    { label: t("unfinished"), value: unfinished.length, note: t("unfinishedNote") },
    {
      label: t("refused"),
      value: sum(({ refused24h }) => refused24h),
      note: t("refusedNote"),
      href: "/operations/messages?outcome=troubled",
    },
    {
      label: t("tokens"),
      value: sum(({ tokensPending, tokensFailed }) => tokensPending + tokensFailed),
      note: t("tokensNote", { failed: sum(({ tokensFailed }) => tokensFailed) }),
    },
  ];
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Section title={t("figures")}>
        <Figures figures={figures} />
      </Section>
      {troubled.length === 0 && refused.messages.length === 0 ? (
        <Section title={t("attention")}>
          <Empty title={t("none")}>{t("noneText")}</Empty>
        </Section>
      ) : null}
      {troubled.length > 0 ? (
        <Section title={t("partners")}>
          <PartnerTable partners={troubled} timeZone={timeZone} />
        </Section>
      ) : null}
      {refused.messages.length > 0 ? (
        <Section
          title={t("messages")}
          action={
            <Link
              href="/operations/messages?outcome=troubled"
              className="text-brand underline underline-offset-2"
            >
              {t("allMessages")}
            </Link>
          }
        >
          <MessageTable messages={refused.messages.slice(0, SHOWN)} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}
