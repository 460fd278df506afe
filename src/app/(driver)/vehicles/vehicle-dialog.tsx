"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { FormProvider, useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatTyped } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { vehicleInput, type VehicleInput } from "@/trpc/inputs/vehicle";
import { VehicleFields } from "./vehicle-fields";
import type { Vehicle } from "./vehicle-view";

const EMPTY: VehicleInput = {
  id: "",
  name: "",
  batteryKwh: "",
  consumptionKwh: "",
  connector: "IEC_62196_T2",
  phases: "3",
  maxAcKw: "11",
  maxDcKw: "",
  minCurrentA: "6",
  canDischarge: false,
};

/** Describes a new car. */
export function AddVehicle() {
  const t = useTranslations("vehicles");
  return (
    <Dialog trigger={<Button>{t("add")}</Button>} title={t("addTitle")}>
      {(close) => <VehicleForm values={EMPTY} onDone={close} />}
    </Dialog>
  );
}

/** Changes what is said of a car. */
export function EditVehicle({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("vehicles");
  const locale = useLocale();
  const figure = (text: string) => formatTyped(text, locale, 2);
  const { isDefault: _isDefault, ...facts } = vehicle;
  const values: VehicleInput = {
    ...facts,
    batteryKwh: figure(facts.batteryKwh),
    consumptionKwh: figure(facts.consumptionKwh),
    phases: facts.phases === 1 ? "1" : facts.phases === 2 ? "2" : "3",
    maxAcKw: figure(facts.maxAcKw),
    maxDcKw: facts.maxDcKw === null ? "" : figure(facts.maxDcKw),
    minCurrentA: String(facts.minCurrentA),
  };
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${t("edit")}: ${vehicle.name}`}>
          {t("edit")}
        </Button>
      }
      title={t("editTitle")}
    >
      {(close) => <VehicleForm values={values} onDone={close} />}
    </Dialog>
  );
}

function VehicleForm({ values, onDone }: { values: VehicleInput; onDone: () => void }) {
  const t = useTranslations("vehicles");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.vehicles.save.mutationOptions());
  const form = useForm<VehicleInput>({
    resolver: zodResolver(vehicleInput),
    defaultValues: values,
  });
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("saved", { name: input.name }));
      router.refresh();
      onDone();
    } catch {
      toast.error(action("failed"));
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <VehicleFields isNew={values.id === ""} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onDone}>
            {action("cancel")}
          </Button>
          <Button type="submit" isPending={form.formState.isSubmitting}>
            {t("save")}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
