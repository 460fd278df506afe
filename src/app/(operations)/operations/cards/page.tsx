import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { AddStock } from "./add-stock";
import { BatchTable } from "./batch-table";
import { OrderTable } from "./order-table";

export const generateMetadata = () => pageTitle("cards.operations");

export default async function CardsPage() {
  const { operations } = await api();
  const [t, timeZone, { waiting, sent, batches, free }] = await Promise.all([
    getTranslations("cards.operations"),
    getTimeZone(),
    operations.cards.overview(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={<AddStock />} />
      <Section title={t("waiting")}>
        {waiting.length === 0 ? (
          <Empty title={t("waitingNone")}>{t("waitingNoneText")}</Empty>
        ) : (
          <OrderTable orders={waiting} free={free} timeZone={timeZone} />
        )}
      </Section>
      {sent.length === 0 ? null : (
        <Section title={t("sent")}>
          <OrderTable orders={sent} free={free} timeZone={timeZone} />
        </Section>
      )}
      <Section title={t("stock")}>
        {batches.length === 0 ? (
          <Empty title={t("stockNone")}>{t("stockNoneText")}</Empty>
        ) : (
          <BatchTable batches={batches} timeZone={timeZone} />
        )}
      </Section>
    </>
  );
}
