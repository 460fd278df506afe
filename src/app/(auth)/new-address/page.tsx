import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { Button, LinkButton } from "@/components/ui/button";
import { readAddressLink } from "@/trpc/public-portal";
import { confirmAddress } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile.newAddress"))("title") };
}

/** Where the link to a new address leads: what it does, and a button that does it. */
export default async function NewAddressPage({ searchParams }: WithSearch) {
  const t = await getTranslations("profile.newAddress");
  const { token, result } = await searchParams;
  if (result === "done")
    return <Said title={t("done")} text={t("doneText")} back={t("toSignIn")} />;
  const change = typeof token === "string" ? readAddressLink(token) : null;
  if (result === "taken") return <Said title={t("gone")} text={t("taken")} back={t("toSignIn")} />;
  if (!change || typeof token !== "string") {
    return <Said title={t("gone")} text={t("goneText")} back={t("toSignIn")} />;
  }
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{t("title")}</h1>
      <p className="text-lg wrap-anywhere text-ink-soft">{t("text", change)}</p>
      <form action={confirmAddress.bind(null, token)}>
        <Button type="submit">{t("confirm")}</Button>
      </form>
    </div>
  );
}

function Said({ title, text, back }: { title: string; text: string; back: string }) {
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{title}</h1>
      <p className="text-lg text-ink-soft">{text}</p>
      <LinkButton href="/" variant="secondary">
        {back}
      </LinkButton>
    </div>
  );
}
