import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** The way to a place to charge at, for who does not charge. */
export function FindPlace() {
  const t = useTranslations("driver.charge");
  return (
    <LinkButton href="/charge" className="mt-2 self-start">
      {t("findPlace")}
    </LinkButton>
  );
}
