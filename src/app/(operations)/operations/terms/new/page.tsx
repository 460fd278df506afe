import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { languages } from "@/core/language";
import { termsKindField, type NewTermsForm } from "@/trpc/inputs/terms";
import { api } from "@/trpc/server";
import { TermsEditor } from "./terms-editor";

export const generateMetadata = () => pageTitle("terms.manage");

export default async function NewTermsPage({ searchParams }: WithSearch) {
  const kind = termsKindField.parse((await searchParams)["kind"]) ?? "terms";
  const [t, latest] = await Promise.all([
    getTranslations("terms.manage"),
    (await api()).operations.terms.latest({ kind }),
  ]);
  const texts = Object.fromEntries(
    languages.map((language) => {
      const known = latest?.texts.find(({ locale }) => locale === language);
      return [language, { title: known?.title ?? "", body: known?.body ?? "" }];
    }),
  ) as NewTermsForm["texts"];
  return (
    <>
      <PageHeader
        back={{ href: "/operations/terms", label: t("title") }}
        title={t(kind === "terms" ? "newTerms" : "newPrivacy")}
        lead={t("newLead")}
      />
      <TermsEditor kind={kind} version={(latest?.version ?? 0) + 1} before={texts} />
    </>
  );
}
