import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { Button } from "@/components/ui/button";
import { readAddressLink } from "@/trpc/public-portal";
import { confirmAddress } from "./actions";
import { LinkOutcome } from "./link-outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.newAddress"))("title") };
}

/** Where the link to a new address leads: what it does, and a button that does it. */
export default async function NewAddressPage({ searchParams }: WithSearch) {
  const t = await getTranslations("profile.newAddress");
  const { token, result } = await searchParams;
  if (result === "done") return <LinkOutcome title={t("done")} text={t("doneText")} />;
  if (result === "taken") return <LinkOutcome title={t("gone")} text={t("taken")} />;
  const change = typeof token === "string" ? await readAddressLink("confirm", token) : null;
  if (!change || typeof token !== "string") {
    return <LinkOutcome title={t("gone")} text={t("goneText")} />;
  }
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{t("title")}</h1>
      <p className="text-lg wrap-anywhere text-ink-soft">
        {t("text", { old: change.old, email: change.email })}
      </p>
      <form action={confirmAddress.bind(null, token)}>
        <Button type="submit">{t("confirm")}</Button>
      </form>
    </div>
  );
}
