import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { type PartnerSettings, useSettingNames } from "./setting-names";
import { useSettingValues } from "./setting-values";

/** Which settings differ from the usual, and the way to all of them. */
export function PartnerSettingsPanel({
  partnerId,
  settings,
}: {
  partnerId: string;
  settings: PartnerSettings;
}) {
  const t = useTranslations("operations.settings");
  const nameOf = useSettingNames();
  const valueOf = useSettingValues();
  const names = Object.keys(settings).toSorted();
  return (
    <Section title={t("title")}>
      {names.length === 0 ? (
        <p className="text-ink-soft">{t("usual")}</p>
      ) : (
        <ul className="border-t">
          {names.map((name) => (
            <li key={name} className="grid grid-cols-[1fr_auto] gap-x-6 border-b py-2.5">
              <span className="text-ink-soft">{nameOf(name)}</span>
              <span className="max-w-56 text-right break-words">{valueOf(name, settings)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-3">
        <LinkButton variant="secondary" href={`/operations/partners/${partnerId}/settings`}>
          {t("change")}
        </LinkButton>
        <LinkButton variant="secondary" href={`/operations/partners/${partnerId}/rating`}>
          {t("changeRating")}
        </LinkButton>
      </div>
    </Section>
  );
}
