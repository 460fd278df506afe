import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentPerson } from "@/auth/current-person";
import { Logo } from "@/components/logo";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { readJoinLink } from "@/trpc/join-account";
import { join, leaveForInvited } from "./actions";

/** The address itself lets somebody in: nobody else needs to find it. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.join");
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

export default async function JoinPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params;
  const [t, invitation, person] = await Promise.all([
    getTranslations("account.join"),
    readJoinLink(secret),
    currentPerson(),
  ]);
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col px-4 sm:px-6">
      <header className="flex h-20 items-center">
        <Logo />
      </header>
      <main id="content" className="flex flex-1 flex-col items-start gap-6 pt-8 pb-20">
        {invitation ? (
          <Offer invitation={invitation} own={person?.email ?? null} secret={secret} t={t} />
        ) : (
          <>
            <h1 className="text-2xl font-semibold">{t("goneTitle")}</h1>
            <p className="text-ink-soft">{t("goneText")}</p>
            <LinkButton href="/" variant="secondary">
              {t("start")}
            </LinkButton>
          </>
        )}
      </main>
    </div>
  );
}

function Offer({
  invitation: { account, name, email, role },
  own,
  secret,
  t,
}: {
  invitation: NonNullable<Awaited<ReturnType<typeof readJoinLink>>>;
  own: string | null;
  secret: string;
  t: Awaited<ReturnType<typeof getTranslations<"account.join">>>;
}) {
  const isOther = own !== null && own.toLowerCase() !== email;
  return (
    <>
      <h1 className="text-2xl font-semibold break-words">{t("heading", { account })}</h1>
      <p className="text-lg">{t("text", { name, account, role })}</p>
      <p className="text-ink-soft">{t("privacy")}</p>
      {isOther ? (
        <>
          <Notice tone="wait" title={t("otherPerson", { email, own })} />
          <form action={leaveForInvited.bind(null, secret)}>
            <Button type="submit" variant="secondary">
              {t("signOut")}
            </Button>
          </form>
        </>
      ) : (
        <form action={join.bind(null, secret)} className="flex flex-col items-start gap-3">
          <Button type="submit">{t("accept")}</Button>
          <p className="text-sm text-ink-soft">
            {own === null ? t("signInNote", { email }) : t("signedIn", { email })}
          </p>
        </form>
      )}
    </>
  );
}
