import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CreditorTable } from "./creditor-table";
import { FileTable } from "./file-table";
import { PayableForm } from "./payable-form";

export const generateMetadata = () => pageTitle("settlement");

export default async function SettlementPage() {
  const { finance } = await api();
  const [t, creditors, payments] = await Promise.all([
    getTranslations("settlement"),
    finance.settlement.list(),
    finance.settlement.payments(),
  ]);
  const payable = payments.payable.map((row) => ({ ...row, dueOn: row.dueOn.toString() }));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {creditors.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <>
          <CreditorTable creditors={creditors} />
          <PayableForm payable={payable} />
          {payments.files.length > 0 && <FileTable files={payments.files} />}
        </>
      )}
    </>
  );
}
