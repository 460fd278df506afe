import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStep } from "@/app/welcome/open-step";
import { WelcomeStep } from "@/app/welcome/welcome-step";
import { InvoiceForm } from "./invoice-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.invoice"))("title") };
}

export default async function InvoicePage() {
  const [t, { answers, countries }] = await Promise.all([
    getTranslations("welcome.invoice"),
    openStep("invoice"),
  ]);
  return (
    <WelcomeStep step="invoice" title={t("title")} lead={t("lead")}>
      <InvoiceForm answers={answers} countries={countries} />
    </WelcomeStep>
  );
}
