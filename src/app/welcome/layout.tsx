import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageLinks } from "@/app/(auth)/language-links";
import { ClientWords } from "@/app/client-words/client-words";
import { leave } from "@/app/preferences";
import { Logo } from "@/components/logo";
import { SkipLink } from "@/components/shell/skip-link";
import { Button } from "@/components/ui/button";

/** The frame of a sign-up: the language above, and a way to leave below. Who may see a step is the step's to say. */
export default async function WelcomeLayout({ children }: { children: ReactNode }) {
  const [brand, t] = await Promise.all([
    getTranslations("shell.brand"),
    getTranslations("welcome.steps"),
  ]);
  return (
    <ClientWords of="welcome">
      <div className="mx-auto flex min-h-dvh max-w-3xl flex-col px-4 sm:px-6">
        <SkipLink />
        <header className="flex h-20 items-center justify-between">
          <Link href="/" aria-label={brand("home")} className="py-2">
            <Logo />
          </Link>
          <LanguageLinks />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 pt-2 pb-16 outline-none md:pt-8">
          {children}
        </main>
        <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t py-5 text-sm text-ink-soft">
          <span>{t("saved")}</span>
          <form action={leave}>
            <Button type="submit" variant="quiet" size="sm" className="-mr-2.5">
              {t("leave")}
            </Button>
          </form>
        </footer>
      </div>
    </ClientWords>
  );
}
