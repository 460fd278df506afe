import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { AddRoutine } from "./routine-dialog";
import { RoutineEntry } from "./routine-entry";

export const generateMetadata = () => pageTitle("charging.routines");

export default async function RoutinesPage() {
  const caller = await api();
  const [t, { routines, places }, cars] = await Promise.all([
    getTranslations("charging.routines"),
    caller.driver.routines.list(),
    caller.driver.vehicles.list(),
  ]);
  const choices = { places, cars };
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={<AddRoutine choices={choices} />} />
      {routines.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <>
          <ul className="border-t border-ink">
            {routines.map((routine) => (
              <RoutineEntry key={routine.id} routine={routine} choices={choices} />
            ))}
          </ul>
          {routines.length > 1 ? (
            <p className="max-w-prose text-sm text-ink-soft">{t("exact")}</p>
          ) : null}
        </>
      )}
    </>
  );
}
