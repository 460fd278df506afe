import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NobodyNotice } from "@/app/(auth)/nobody-notice";
import { OidcButtons } from "@/app/(auth)/oidc-buttons";
import { currentNewcomer } from "@/auth/current-newcomer";
import { currentPerson } from "@/auth/current-person";
import { Slip } from "@/components/ui/slip";
import { openingStanding, publicPortal } from "@/trpc/public-portal";
import { OwnAccount } from "./own-account";
import { SignUpForm } from "./sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.signUp"))("title") };
}

/** Where a stranger begins. One field; what comes is told, and that nothing binds him yet. */
export default async function SignUpPage() {
  const person = await currentPerson();
  const standing = person ? await openingStanding(person) : "may";
  if (standing === "has-account") redirect("/");
  if (standing === "may" && (await currentNewcomer())) redirect("/welcome");
  const [t, words, portal] = await Promise.all([
    getTranslations("welcome.signUp"),
    getTranslations("signIn"),
    publicPortal(),
  ]);
  const isOpen = portal?.signUp === "open";
  if (person) {
    // Where people are added by invitation, nobody opens an account unasked.
    if (standing === "may" && !isOpen) redirect("/");
    return <OwnAccount person={person} standing={standing} name={portal?.name ?? ""} />;
  }
  return (
    <div className="grid gap-x-20 gap-y-14 md:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="flex max-w-md flex-col gap-8">
        <div className="flex flex-col gap-3">
          <h1 className="text-3xl font-semibold">{isOpen ? t("title") : t("closedTitle")}</h1>
          <p className="text-lg text-ink-soft">
            {isOpen
              ? t("lead")
              : t("closedText", { name: portal?.name ?? "", email: portal?.supportEmail ?? "" })}
          </p>
        </div>
        <NobodyNotice isOpen={isOpen} />
        {isOpen ? (
          <>
            <SignUpForm />
            <OidcButtons or={words("or")} label={(name) => t("oidc", { name })} />
          </>
        ) : null}
        <p className="text-ink-soft">
          {t("have")}{" "}
          <Link href="/sign-in" className="text-brand underline">
            {t("signIn")}
          </Link>
        </p>
      </div>
      {isOpen ? <WhatComes /> : null}
    </div>
  );
}

async function WhatComes() {
  const t = await getTranslations("welcome.signUp");
  return (
    <Slip className="self-start">
      <h2 className="font-semibold">{t("comesTitle")}</h2>
      <ol className="mt-4 border-t">
        {(["comes1", "comes2", "comes3", "comes4"] as const).map((key, index) => (
          <li key={key} className="flex gap-4 border-b py-3">
            <span aria-hidden className="font-mono text-ink-soft">
              {index + 1}
            </span>
            {t(key)}
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm text-ink-soft">{t("comesText")}</p>
    </Slip>
  );
}
