import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { requirePerson } from "@/app/require-area";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { saveChoices } from "./actions";
import { PushBrowsers } from "./push-browsers";
import { TopicTable } from "./topic-table";

export const generateMetadata = () => pageTitle("notices");

export default async function NotificationsPage({
  searchParams,
}: {
  searchParams: Promise<{ saved?: string }>;
}) {
  const caller = (await api()).driver.notifications;
  const [t, locale, person, { saved }, topics, browsers, pushKey] = await Promise.all([
    getTranslations("notices"),
    getLocale(),
    requirePerson(),
    searchParams,
    caller.topics(),
    caller.browsers(),
    caller.pushKey(),
  ]);
  const language = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {saved ? <Notice tone="ok" title={t("saved")} /> : null}
      <PushBrowsers initial={browsers} pushKey={pushKey} />
      <Section title={t("table")}>
        <form action={saveChoices} className="flex flex-col gap-5">
          <TopicTable choices={topics} />
          <Button type="submit" className="self-start">
            {t("save")}
          </Button>
        </form>
        <p className="max-w-prose text-sm text-ink-soft">{t("whyAlways")}</p>
        <p className="max-w-prose text-sm text-ink-soft">
          {t("mailTo", { email: person.email, language })}
        </p>
      </Section>
    </>
  );
}
