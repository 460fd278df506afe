import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageLinks } from "@/app/(auth)/language-links";
import { Room } from "@/app/room";
import { Logo } from "@/components/logo";
import { PageChange } from "@/components/shell/page-change";
import { SkipLink } from "@/components/shell/skip-link";

/** The frame of a sign-up, the language above. Who may see a step is the step's to say. */
export default async function WelcomeLayout({ children }: { children: ReactNode }) {
  const brand = await getTranslations("shell.brand");
  return (
    <Room of="welcome">
      <div className="mx-auto flex min-h-dvh max-w-3xl flex-col px-4 sm:px-6">
        <SkipLink />
        <PageChange />
        <header className="flex h-20 items-center justify-between">
          <Link href="/" aria-label={brand("home")} className="py-2">
            <Logo />
          </Link>
          <LanguageLinks />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 pt-2 pb-16 outline-none md:pt-8">
          {children}
        </main>
      </div>
    </Room>
  );
}
