import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { RatingForm } from "./rating-form";

/** The page's title in the reader's language. */
export async function ratingTitle(): Promise<Metadata> {
  const t = await getTranslations("ratingSettings");
  return { title: t("title") };
}

/** How a partner's CDRs are rated, in operations' or in finance's part of the house. */
export async function RatingSettingsPage({
  partnerId,
  area,
}: {
  partnerId: string;
  area: "operations" | "finance";
}) {
  const { ratingSettings } = await api();
  const [t, { name, form }] = await Promise.all([
    getTranslations("ratingSettings"),
    found(ratingSettings.get({ partnerId })),
  ]);
  const back =
    area === "operations"
      ? { href: `/operations/partners/${partnerId}`, label: name }
      : { href: "/finance/cdrs", label: t("back") };
  return (
    <>
      <PageHeader back={back} title={t("title")} lead={t("lead", { name })} />
      <RatingForm partner={{ id: partnerId, name }} inForce={form} showsCdrs={area === "finance"} />
    </>
  );
}
