"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import { Check } from "@/app/(operations)/operations/partners/[id]/settings/check";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { newSiteInput, slotLengths, type NewSiteForm as Form } from "@/trpc/inputs/site";
import type { RouterOutputs } from "@/trpc/outputs";
import { LimitFields } from "@/app/(operations)/operations/sites/limit-fields";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";

type Location = RouterOutputs["operations"]["sites"]["locations"][number];

/** A site out of one location: its connection, and all its EVSEs right below it. */
export function NewSiteForm({
  locations,
  zones,
}: {
  locations: readonly Location[];
  zones: readonly string[];
}) {
  const t = useTranslations("sites.new");
  const fields = useTranslations("sites.form");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.create.mutationOptions());
  const [first] = locations;
  const form = useForm<Form>({
    resolver: zodResolver(newSiteInput),
    defaultValues: {
      locationId: first?.id ?? "",
      name: first?.name ?? "",
      gridName: t("gridName"),
      limitA: "",
      limitKw: "",
      zone: first?.zone ?? "",
      slotMinutes: "15",
      isSteered: false,
    },
  });
  const { errors, isSubmitting } = form.formState;
  const { control } = form;
  const [locationId, zone, slotMinutes, isSteered] = useWatch({
    control,
    name: ["locationId", "zone", "slotMinutes", "isSteered"],
  });
  const choose = (id: string) => {
    const chosen = locations.find((one) => one.id === id);
    form.setValue("locationId", id);
    if (!form.getFieldState("name").isDirty) form.setValue("name", chosen?.name ?? "");
    if (!form.getFieldState("zone").isDirty) form.setValue("zone", chosen?.zone ?? "");
  };
  const submit = form.handleSubmit(async (input) => {
    try {
      const { siteId } = await mutateAsync(input);
      router.push(`/operations/sites/${siteId}/settings`);
    } catch (error) {
      refuse(error);
    }
  });
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex max-w-xl flex-col gap-5"
    >
      <Select
        label={t("location")}
        items={locations.map(({ id, name, city, operator, evses }) => ({
          value: id,
          label: t("locationItem", { name, city, operator, count: evses }),
        }))}
        value={locationId}
        onChange={choose}
      />
      <Field name="name" label={fields("name")} error={errors.name && fields("nameInvalid")}>
        <Input {...form.register("name")} autoComplete="off" maxLength={100} />
      </Field>
      <LimitFields
        amps={form.register("limitA")}
        kilowatts={form.register("limitKw")}
        error={errors.limitA || errors.limitKw ? fields("limitInvalid") : undefined}
      />
      <p className="text-sm text-ink-soft">{t("limitHint")}</p>
      <div className="grid grid-cols-2 gap-4">
        <Select
          label={fields("zone")}
          items={[{ value: "", label: fields("noZone") }, ...zones.map(itemOf)]}
          value={zone}
          onChange={(next) => form.setValue("zone", next, { shouldDirty: true })}
        />
        <Select
          label={fields("slot")}
          items={slotLengths.map((value) => ({
            value,
            label: fields("minutes", { count: Number(value) }),
          }))}
          value={slotMinutes}
          onChange={(next) => form.setValue("slotMinutes", next)}
        />
      </div>
      <Check
        label={fields("steer")}
        hint={fields("steerHint")}
        isChecked={isSteered}
        onChange={(next) => form.setValue("isSteered", next)}
      />
      <div className="flex justify-end">
        <Button type="submit" isPending={isSubmitting}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}

function itemOf(value: string) {
  return { value, label: value };
}
