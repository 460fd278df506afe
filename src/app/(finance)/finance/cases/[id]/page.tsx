import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { api } from "@/trpc/server";
import { CaseSheet } from "./case-sheet";

export const generateMetadata = () => pageTitle("cases");

export default async function CasePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, timeZone, one] = await Promise.all([
    getTranslations("cases"),
    getTimeZone(),
    found((await api()).finance.cases.get({ id })),
  ]);
  return <CaseSheet one={one} timeZone={timeZone} backLabel={t("back")} />;
}
