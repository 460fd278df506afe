import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { type PartnerSettings, useSettingNames } from "./setting-names";

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
              <span className="max-w-44 text-right break-words">
                {valueOf(settings[name as keyof PartnerSettings], t("yes"))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <LinkButton
        variant="secondary"
        href={`/operations/partners/${partnerId}/settings`}
        className="self-start"
      >
        {t("change")}
      </LinkButton>
    </Section>
  );
}

function valueOf(value: PartnerSettings[keyof PartnerSettings], yes: string): string {
  if (value === true) return yes;
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, choice]) => `${name}: ${choice}`)
    .join(", ");
}
