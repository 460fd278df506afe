import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientWords } from "@/app/client-words/client-words";
import { Logo } from "@/components/logo";
import { SkipLink } from "@/components/shell/skip-link";
import { LanguageLinks } from "./language-links";

export default async function SignInLayout({ children }: { children: ReactNode }) {
  const [t, terms] = await Promise.all([getTranslations("shell.brand"), getTranslations("terms")]);
  return (
    <ClientWords of="(auth)">
      <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4 sm:px-6">
        <SkipLink />
        <header className="flex h-20 items-center justify-between">
          <Link href="/sign-in" aria-label={t("home")} className="py-2">
            <Logo />
          </Link>
          <LanguageLinks />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 pt-10 pb-20 outline-none md:pt-20">
          {children}
        </main>
        <footer className="flex flex-wrap gap-x-6 gap-y-2 border-t py-6 text-sm text-ink-soft print:hidden">
          <Link href="/terms" className="tap py-1 hover:underline">
            {terms("terms")}
          </Link>
          <Link href="/privacy-policy" className="tap py-1 hover:underline">
            {terms("privacy")}
          </Link>
        </footer>
      </div>
    </ClientWords>
  );
}
