import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { DunningState } from "@/app/(finance)/finance/dunning/dunning-state";
import { RulesWords } from "@/app/(finance)/finance/dunning/rules-words";
import { CaseActions } from "./case-actions";
import { CaseFacts } from "./case-facts";
import { CaseHistory } from "./case-history";
import { CaseNotices } from "./case-notices";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { invoice } = await found((await api()).finance.dunning.get({ id: await pageId(params) }));
  const t = await getTranslations("dunning.case");
  return { title: t("heading", { number: invoice.number }) };
}

export default async function DunningCasePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, view] = await Promise.all([
    getTranslations("dunning.case"),
    found((await api()).finance.dunning.get({ id })),
  ]);
  const { invoice, driver, owed, writtenOff, state } = view;
  const plain = (amount: typeof owed) => ({
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
  });
  return (
    <>
      <PageHeader
        back={{ href: "/finance/dunning", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Link
              href={`/finance/invoices/${invoice.id}`}
              className="underline-offset-4 hover:underline"
            >
              {t("heading", { number: invoice.number })}
            </Link>
            <DunningState state={state} outcome={view.outcome} />
          </span>
        }
        lead={t("lead", { name: driver.name, driver: driver.number })}
        action={
          <CaseActions
            facts={{
              id,
              name: driver.name,
              state,
              outcome: view.outcome,
              canHandOver: view.canHandOver,
              owed: plain(owed),
              writtenOff: plain(writtenOff),
            }}
          />
        }
      />
      <CaseNotices view={view} />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Section title={t("history")} className="max-xl:order-2">
          <CaseHistory view={view} />
        </Section>
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={t("facts")}>
            <CaseFacts view={view} />
          </Section>
          <Section title={t("schedule")}>
            <p className="text-sm text-ink-soft">{t("scheduleLead", { country: view.country })}</p>
            <RulesWords rules={view.rules} taken={view.taken} />
          </Section>
        </div>
      </div>
    </>
  );
}
