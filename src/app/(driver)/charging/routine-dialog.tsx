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
import { routineInput, type RoutineInput } from "@/trpc/inputs/charging-goal";
import type { Routine, RoutineChoices } from "./routine-choices";
import { RoutineFields } from "./routine-fields";

const EMPTY: RoutineInput = {
  id: "",
  name: "",
  weekdays: 31,
  locationId: "",
  leaveAt: "07:00",
  style: "CHEAP",
  vehicleId: "",
  dischargeAllowed: false,
  needKind: "all",
  energyKwh: "",
  rangeKm: "",
  fromPercent: "",
  toPercent: "",
};

/** Makes a new routine. */
export function AddRoutine({ choices }: { choices: RoutineChoices }) {
  const t = useTranslations("charging.routines");
  return (
    <Dialog trigger={<Button>{t("add")}</Button>} title={t("addTitle")}>
      {(close) => <RoutineForm values={EMPTY} choices={choices} running={0} onDone={close} />}
    </Dialog>
  );
}

/** Changes a routine; a charge that runs by it keeps its plan, and the page says so. */
export function EditRoutine({ routine, choices }: { routine: Routine; choices: RoutineChoices }) {
  const t = useTranslations("charging.routines");
  const locale = useLocale();
  const { id, name, weekdays, locationId, departure, style, vehicleId, energyKwh, rangeKm } =
    routine;
  const values: RoutineInput = {
    ...EMPTY,
    id,
    name,
    weekdays,
    style,
    dischargeAllowed: routine.dischargeAllowed,
    locationId: locationId ?? "",
    leaveAt: departure ?? "",
    vehicleId: vehicleId ?? "",
    needKind: rangeKm !== null ? "range" : energyKwh !== null ? "energy" : "all",
    energyKwh: energyKwh === null ? "" : formatTyped(energyKwh, locale, 2),
    rangeKm: rangeKm === null ? "" : String(rangeKm),
  };
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${t("edit")}: ${name}`}>
          {t("edit")}
        </Button>
      }
      title={t("editTitle")}
    >
      {(close) => (
        <RoutineForm values={values} choices={choices} running={routine.running} onDone={close} />
      )}
    </Dialog>
  );
}

function RoutineForm({
  values,
  choices,
  running,
  onDone,
}: {
  values: RoutineInput;
  choices: RoutineChoices;
  running: number;
  onDone: () => void;
}) {
  const t = useTranslations("charging.routines");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.routines.save.mutationOptions());
  const form = useForm<RoutineInput>({
    resolver: zodResolver(routineInput),
    defaultValues: values,
  });
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t(running > 0 ? "savedRunning" : "saved"));
      router.refresh();
      onDone();
    } catch {
      toast.error(action("failed"));
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <RoutineFields choices={choices} />
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
