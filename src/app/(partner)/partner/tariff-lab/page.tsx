import { pageTitle } from "@/app/page-title";
import { LabPage } from "@/app/tariff-lab/lab-page";

export const generateMetadata = () => pageTitle("tariffs.lab");

export default function PartnerTariffLabPage() {
  return <LabPage scope="own" />;
}
