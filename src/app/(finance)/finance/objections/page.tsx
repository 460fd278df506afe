import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { disputeQueueInput } from "@/trpc/inputs/dispute";
import { api } from "@/trpc/server";
import { QueueTable } from "./queue-table";

export const generateMetadata = () => pageTitle("disputes.queue");

const PATH = "/finance/objections";
const TURNS = ["finance", "partner", "bank", "ended"] as const;

/** Drivers' disputes, by the clock. */
export default async function ObjectionsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = disputeQueueInput.parse(search);
  const [t, clocks, timeZone, queue] = await Promise.all([
    getTranslations("disputes.queue"),
    getTranslations("disputes.clocks"),
    getTimeZone(),
    (await api()).finance.objections.list({
      ...filter,
      overdue: filter.overdue ? "yes" : undefined,
    }),
  ]);
  const isFiltered = filter.turn !== undefined || filter.overdue || Boolean(filter.text);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href={`${PATH}/clocks`} variant="secondary">
            {clocks("open")}
          </LinkButton>
        }
      />
      <nav aria-label={t("turn")} className="flex flex-wrap gap-2">
        <Choice
          href={listHref(PATH, search, { turn: null, page: null })}
          isChosen={filter.turn === undefined}
        >
          {t("allOpen")}
        </Choice>
        {TURNS.map((turn) => (
          <Choice
            key={turn}
            href={listHref(PATH, search, { turn, page: null })}
            isChosen={filter.turn === turn}
          >
            {t(`turns.${turn}`)} <span className="text-ink-soft">{queue.counts[turn]}</span>
          </Choice>
        ))}
      </nav>
      <FilterBar
        label={t("title")}
        fields={[
          {
            kind: "choice",
            name: "overdue",
            label: t("overdue"),
            items: [{ value: "yes", label: `${t("overdueOnly")} (${queue.counts.overdue})` }],
          },
          { kind: "text", name: "text", label: t("text") },
        ]}
      />
      {queue.disputes.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <QueueTable disputes={queue.disputes} timeZone={timeZone} />
          <Pager
            page={queue.page}
            pageSize={queue.pageSize}
            total={queue.total}
            hrefOf={(page) => listHref(PATH, search, { page: page > 1 ? String(page) : null })}
          />
        </div>
      )}
    </>
  );
}

function Choice({
  href,
  isChosen,
  children,
}: {
  href: string;
  isChosen: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      aria-current={isChosen ? "page" : undefined}
      className={cn(
        "rounded-xs border px-3 py-1.5 text-sm",
        isChosen ? "border-ink font-medium" : "border-rule-strong text-ink-soft",
      )}
    >
      {children}
    </Link>
  );
}
