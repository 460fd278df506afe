import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { Logo } from "@/components/logo";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { money } from "@/core/money/money";
import { readLink, type LinkStanding } from "@/trpc/pay-link";
import { goOn } from "./actions";

/** Nobody else needs to find it, and the address itself is worth money. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payments.link");
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

const PROBLEMS = ["gone", "moving", "unavailable"] as const;

export default async function PayPage({
  params,
  searchParams,
}: WithSearch & { params: Promise<{ token: string }> }) {
  const [{ token }, search] = await Promise.all([params, searchParams]);
  const link = await readLink(token);
  const t = await getTranslations("payments.link");
  const problem = PROBLEMS.find((one) => one === search["problem"]);
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col px-4 sm:px-6">
      <header className="flex h-20 items-center">
        <Logo />
      </header>
      <main id="content" className="flex flex-1 flex-col gap-6 pt-8 pb-20">
        {link ? (
          <h1 className="text-2xl font-semibold">{t("heading", { number: link.number })}</h1>
        ) : (
          <h1 className="text-2xl font-semibold">{t("title")}</h1>
        )}
        {problem ? <Notice tone="bad" title={t(`problem.${problem}`)} /> : null}
        {search["payment"] === "done" && link?.kind !== "done" ? (
          <Notice tone="ok" title={t("thanks")}>
            {t("thanksText")}
          </Notice>
        ) : null}
        {link ? <Standing link={link} token={token} t={t} /> : <p>{t("goneText")}</p>}
      </main>
    </div>
  );
}

function Standing({
  link,
  token,
  t,
}: {
  link: LinkStanding;
  token: string;
  t: Awaited<ReturnType<typeof getTranslations<"payments.link">>>;
}) {
  if (link.kind === "done") return <Notice tone="ok" title={t("done")} />;
  return (
    <>
      <p className="border-y py-5 text-3xl font-semibold">
        <Money value={money(link.openMinor, link.currency)} />
      </p>
      {link.kind === "moving" ? (
        <Notice title={t("moving")}>{t("movingText")}</Notice>
      ) : (
        <div className="flex flex-wrap gap-3">
          {link.kind === "approve" ? (
            <form action={goOn.bind(null, token, false)}>
              <Button type="submit">{t("approve")}</Button>
            </form>
          ) : null}
          <form action={goOn.bind(null, token, true)}>
            <Button type="submit" variant={link.kind === "approve" ? "secondary" : "primary"}>
              {t(link.kind === "approve" ? "otherMethod" : "pay")}
            </Button>
          </form>
        </div>
      )}
      <p className="text-sm text-ink-soft">{t("safe")}</p>
    </>
  );
}
