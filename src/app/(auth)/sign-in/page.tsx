import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { NobodyNotice } from "@/app/(auth)/nobody-notice";
import { OidcButtons } from "@/app/(auth)/oidc-buttons";
import { currentNewcomer } from "@/auth/current-newcomer";
import { currentPerson } from "@/auth/current-person";
import { Notice } from "@/components/ui/notice";
import { publicPortal } from "@/trpc/public-portal";
import { DemoPeople } from "./demo-people";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

const KNOWN = ["Verification", "AccessDenied", "EmailNotVerified"] as const;

export default async function SignInPage({ searchParams }: WithSearch) {
  if (await currentPerson()) redirect("/");
  if (await currentNewcomer()) redirect("/welcome");
  const [t, portal] = await Promise.all([getTranslations("signIn"), publicPortal()]);
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
        <NobodyNotice isOpen={portal?.signUp === "open"} />
        <SignInForm />
        <OidcButtons or={t("or")} label={(name) => t("oidc", { name })} />
        {portal?.signUp === "open" ? (
          <p className="text-ink-soft">
            {t("new")}{" "}
            <Link href="/sign-up" className="text-brand underline">
              {t("signUp")}
            </Link>
          </p>
        ) : null}
      </div>
      <DemoPeople />
    </div>
  );
}
