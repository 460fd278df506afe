import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { creditNoteFilterInput } from "@/trpc/inputs/credit-note";
import { api } from "@/trpc/server";
import { CreditNoteTable } from "./credit-note-table";

export const generateMetadata = () => pageTitle("credits.list");

const STATES = ["issued", "draft", "refused"] as const;

export default async function CreditNotesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = creditNoteFilterInput.safeParse({
    ...search,
    page: Number(search["page"] ?? 1),
  }).data ?? { page: 1 };
  const [t, timeZone, list] = await Promise.all([
    getTranslations("credits.list"),
    getTimeZone(),
    (await api()).finance.creditNotes.list(filter),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href="/finance/cdrs/credit-notes" variant="secondary">
            {t("queue")}
          </LinkButton>
        }
      />
      <nav aria-label={t("state")} className="flex flex-wrap gap-2">
        {[undefined, ...STATES].map((state) => (
          <Link
            key={state ?? "all"}
            href={listHref("/finance/credit-notes", search, { state, page: null })}
            aria-current={filter.state === state ? "page" : undefined}
            className={cn(
              "rounded-xs border px-3 py-1.5 text-sm",
              filter.state === state
                ? "border-ink font-medium"
                : "border-rule-strong text-ink-soft",
            )}
          >
            {state ? t(`states.${state}`) : t("all")}
          </Link>
        ))}
      </nav>
      {list.notes.length === 0 ? (
        <Empty title={t("empty")}>{filter.state ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <CreditNoteTable notes={list.notes} timeZone={timeZone} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/credit-notes", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
    </>
  );
}
