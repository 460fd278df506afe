import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { bankLineFilterInput } from "@/trpc/inputs/bank";
import { api } from "@/trpc/server";
import { LineTable } from "./line-table";
import { UploadStatement } from "./upload-statement";

export const generateMetadata = () => pageTitle("accounting.bank");

export default async function BankPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = bankLineFilterInput.parse(search);
  const [t, timeZone, list] = await Promise.all([
    getTranslations("accounting.bank"),
    getTimeZone(),
    (await api()).finance.bank.list(filter),
  ]);
  const isFiltered = filter.state !== undefined || filter.text !== undefined;
  const countOf = (state: keyof typeof list.states) => `${t(state)} (${list.states[state]})`;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={<UploadStatement />} />
      <FilterBar
        label={t("title")}
        fields={[
          {
            kind: "choice",
            name: "state",
            label: t("state"),
            none: countOf("unmatched"),
            items: (["matched", "set_aside"] as const).map((value) => ({
              value,
              label: countOf(value),
            })),
          },
          { kind: "text", name: "text", label: t("text") },
        ]}
      />
      {list.lines.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <LineTable lines={list.lines} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/bank", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
      {list.statements.length > 0 ? (
        <Section title={t("statements")}>
          <ul className="border-t">
            {list.statements.map(({ id, fileName, account, uploadedAt, lines }) => (
              <li key={id} className="flex flex-wrap justify-between gap-x-6 border-b py-2.5">
                <span className="min-w-0 break-words">{fileName}</span>
                <span className="text-ink-soft">
                  {account} · {t("lines", { count: lines })} ·{" "}
                  <Moment at={uploadedAt} timeZone={timeZone} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
