import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { pageTitle } from "@/app/page-title";
import { api } from "@/trpc/server";
import { AddVehicle } from "./vehicle-dialog";
import { VehicleEntry } from "./vehicle-entry";

export const generateMetadata = () => pageTitle("vehicles");

export default async function VehiclesPage() {
  const [t, vehicles] = await Promise.all([
    getTranslations("vehicles"),
    (await api()).driver.vehicles.list(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={<AddVehicle />} />
      {vehicles.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <ul className="border-t border-ink">
          {vehicles.map((vehicle) => (
            <VehicleEntry key={vehicle.id} vehicle={vehicle} />
          ))}
        </ul>
      )}
    </>
  );
}
