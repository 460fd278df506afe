import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { isDemoSignInOn } from "@/auth/demo-sign-in";
import { LinkButton } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.signUp"))("sentTitle") };
}

export default async function SentPage() {
  const [t, words] = await Promise.all([
    getTranslations("welcome.signUp"),
    getTranslations("signIn"),
  ]);
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{t("sentTitle")}</h1>
      <p className="text-lg text-ink-soft">{t("sentText")}</p>
      <p className="text-ink-soft">{t("sentAgain")}</p>
      <div className="flex flex-wrap items-center gap-4 pt-2">
        <LinkButton href="/sign-up" variant="secondary">
          {t("again")}
        </LinkButton>
        {isDemoSignInOn() ? (
          <Link href="/demo/mail" className="tap text-brand underline">
            {words("demoMail")}
          </Link>
        ) : null}
      </div>
    </div>
  );
}
