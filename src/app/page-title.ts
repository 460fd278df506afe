import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

type Area =
  | "driver.home"
  | "driver.charge"
  | "driver.sessions"
  | "driver.invoices"
  | "driver.tokens"
  | "driver.payment"
  | "finance.overview"
  | "finance.cdrs"
  | "finance.invoices"
  | "finance.drivers"
  | "finance.expected"
  | "credits.list"
  | "credits.due"
  | "credits.approvals"
  | "credits.own"
  | "dunning"
  | "dunning.rules"
  | "promise"
  | "charging.requests"
  | "cases"
  | "accounting.bank"
  | "accounting.payouts"
  | "accounting.exports"
  | "accounting.accounts"
  | "accounting.close"
  | "clock"
  | "operations.overview"
  | "operations.partners"
  | "partner.home"
  | "partner.messages"
  | "partner.cdrs"
  | "partner.certification"
  | "payments.disputes"
  | "payments.methods"
  | "plans.list"
  | "settlement"
  | "tariffs.list"
  | "tariffs.lab"
  | "operations.messages"
  | "operations.commands"
  | "operations.unlock"
  | "wallet.own"
  | "wallet.limits"
  | "wallet.finance";

/** A page's title in the reader's language. */
export async function pageTitle(area: Area): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t(`${area}.title`) };
}
