"use client";

import { useTranslations } from "next-intl";
import { Field, Input } from "@/components/ui/field";
import { hideableModules, offeredVersions } from "@/trpc/inputs/partner";
import {
  CheckSetting,
  ChoiceSetting,
  type OfForm,
  SettingsGroup,
  SeveralSetting,
} from "./settings-group";

/** What the partner sees of us: versions, modules, addresses. */
export function ShownSettings({ form }: OfForm) {
  const t = useTranslations("operations.settings");
  return (
    <SettingsGroup title={t("shown")} lead={t("shownLead")}>
      <SeveralSetting
        form={form}
        name="versions"
        label={t("versions")}
        hint={t("versionsHint")}
        error={form.formState.errors.versions && t("versionsInvalid")}
        items={offeredVersions}
      />
      <SeveralSetting
        form={form}
        name="shownModules"
        label={t("modules")}
        hint={t("modulesHint")}
        items={hideableModules}
      />
      <CheckSetting
        form={form}
        name="isEmspOnly"
        label={t("isEmspOnly")}
        hint={t("isEmspOnlyHint")}
      />
      <CheckSetting
        form={form}
        name="trailingSlash"
        label={t("trailingSlash")}
        hint={t("trailingSlashHint")}
      />
    </SettingsGroup>
  );
}

/** How we write to the partner. */
export function WritingSettings({ form }: OfForm) {
  const t = useTranslations("operations.settings");
  return (
    <SettingsGroup title={t("writing")} lead={t("writingLead")}>
      <ChoiceSetting
        form={form}
        name="authEncoding"
        label={t("authEncoding")}
        hint={t("authEncodingHint")}
        items={(["default", "base64", "raw"] as const).map((value) => ({
          value,
          label: t(`auth_${value}`),
        }))}
      />
      <ChoiceSetting
        form={form}
        name="fractionSeconds"
        label={t("fractionSeconds")}
        hint={t("fractionSecondsHint")}
        items={(["default", "with", "without"] as const).map((value) => ({
          value,
          label: t(`fraction_${value}`),
        }))}
      />
      <Field
        name="hosts"
        label={t("hosts")}
        hint={t("hostsHint")}
        error={form.formState.errors.hosts && t("hostsInvalid")}
      >
        <Input {...form.register("hosts")} isFigure autoComplete="off" spellCheck={false} />
      </Field>
      <ChoiceSetting
        form={form}
        name="hubDialect"
        label={t("hubDialect")}
        hint={t("hubDialectHint")}
        items={[
          { value: "none", label: t("dialect_none") },
          { value: "authorization-id", label: t("dialect_authorizationId") },
        ]}
      />
    </SettingsGroup>
  );
}
