import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStep } from "@/app/welcome/open-step";
import { WelcomeStep } from "@/app/welcome/welcome-step";
import { NameForm } from "./name-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.you"))("title") };
}

export default async function YouPage() {
  const [t, { answers, knownName, email }] = await Promise.all([
    getTranslations("welcome.you"),
    openStep("you"),
  ]);
  return (
    <WelcomeStep step="you" title={t("title")} lead={t("lead")}>
      <NameForm name={answers.name ?? knownName ?? ""} email={email} />
    </WelcomeStep>
  );
}
