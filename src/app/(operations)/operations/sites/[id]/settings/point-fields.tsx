"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { NodeForm } from "@/trpc/inputs/site";

/** Which EVSE a charging point is, and how it is wired. */
export function PointFields() {
  const t = useTranslations("sites.tree");
  const form = useFormContext<NodeForm>();
  const [phases, firstPhase] = useWatch({
    control: form.control,
    name: ["phases", "firstPhase"],
  });
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field name="locationOcpiId" label={t("location")}>
          <Input {...form.register("locationOcpiId")} isFigure autoComplete="off" maxLength={36} />
        </Field>
        <Field name="evseUid" label={t("evse")}>
          <Input {...form.register("evseUid")} isFigure autoComplete="off" maxLength={36} />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-4">
        <Select
          label={t("phases")}
          items={(["3", "1"] as const).map((value) => ({ value, label: t(`phase${value}`) }))}
          value={phases}
          onChange={(next) => form.setValue("phases", next)}
        />
        <Select
          label={t("firstPhase")}
          items={(["", "1", "2", "3"] as const).map((value) => ({
            value,
            label: value === "" ? t("unknownPhase") : `L${value}`,
          }))}
          value={firstPhase}
          onChange={(next) => form.setValue("firstPhase", next)}
        />
      </div>
    </>
  );
}
