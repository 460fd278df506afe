import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { Lab } from "./lab";

/** The laboratory with the first tariffs to pick; partners get their own only. */
export async function LabPage({ scope }: { scope: "all" | "own" }) {
  const { tariffLab } = await api();
  const [t, picks] = await Promise.all([
    getTranslations("tariffs.lab"),
    tariffLab.pick({ scope, text: "" }),
  ]);
  const day = Temporal.Now.plainDateISO("Europe/Stockholm").add({ days: 1 });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Lab scope={scope} picks={picks} firstStart={`${day.toString()}T16:30`} />
    </>
  );
}
