import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkOutcome } from "@/app/(auth)/new-address/link-outcome";
import type { WithSearch } from "@/app/page-props";
import { Button } from "@/components/ui/button";
import { readAddressLink } from "@/trpc/public-portal";
import { takeAddressBack } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.addressBack"))("title") };
}

/** Where the word to the old address leads: what was asked for or done, and a button that takes it back. */
export default async function AddressBackPage({ searchParams }: WithSearch) {
  const t = await getTranslations("profile.addressBack");
  const { token, result } = await searchParams;
  if (result === "done") return <LinkOutcome title={t("done")} text={t("doneText")} />;
  if (result === "taken") return <LinkOutcome title={t("gone")} text={t("taken")} />;
  const change = typeof token === "string" ? await readAddressLink("back", token) : null;
  if (!change || typeof token !== "string") {
    return <LinkOutcome title={t("gone")} text={t("goneText")} />;
  }
  const { old, email, isChanged } = change;
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{t("title")}</h1>
      <p className="text-lg wrap-anywhere text-ink-soft">
        {isChanged ? t("changed", { old }) : t("asked", { old, email })}
      </p>
      <p className="wrap-anywhere text-ink-soft">{t("text", { old })}</p>
      <form action={takeAddressBack.bind(null, token)}>
        <Button type="submit">{t("confirm")}</Button>
      </form>
    </div>
  );
}
