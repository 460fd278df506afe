import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { currentPerson } from "@/auth/current-person";
import { Notice } from "@/components/ui/notice";
import { DemoPeople } from "./demo-people";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

const KNOWN = ["Verification", "AccessDenied"] as const;

export default async function SignInPage({ searchParams }: WithSearch) {
  if (await currentPerson()) redirect("/");
  const t = await getTranslations("signIn");
  const { error } = await searchParams;
  const kind = KNOWN.find((known) => known === error) ?? "Default";
  return (
    <div className="grid gap-x-20 gap-y-14 md:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="flex max-w-md flex-col gap-8">
        <div className="flex flex-col gap-3">
          <h1 className="text-3xl font-semibold">{t("title")}</h1>
          <p className="text-lg text-ink-soft">{t("lead")}</p>
        </div>
        {error ? <Notice tone="bad" title={t(`error.${kind}`)} /> : null}
        <SignInForm />
      </div>
      <DemoPeople />
    </div>
  );
}
