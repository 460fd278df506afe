"use client";

import { useMutation } from "@tanstack/react-query";
import { Car } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { useUndo } from "@/app/(driver)/use-undo";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDecimal } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { EditVehicle } from "./vehicle-dialog";
import type { Vehicle } from "./vehicle-view";

/** A car with its figures, and what can be done with it. */
export function VehicleEntry({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("vehicles");
  const locale = useLocale();
  const { name, batteryKwh, consumptionKwh, phases, maxAcKw, maxDcKw, isDefault } = vehicle;
  const kw = (text: string) => `${formatDecimal(text, locale, 1)}\u00a0kW`;
  const km = Math.round((Number(batteryKwh) / Number(consumptionKwh)) * 100);
  const powers = [
    `${t("ac")} ${kw(maxAcKw)}, ${t("phaseCount", { count: phases })}`,
    maxDcKw === null ? "" : `${t("dc")} ${kw(maxDcKw)}`,
    vehicle.canDischarge ? t("canDischarge") : "",
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-b py-6">
      <div className="flex min-w-0 gap-4">
        <Car aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" strokeWidth={1.75} />
        <div className="flex min-w-0 flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-lg font-semibold break-words">{name}</h2>
            {isDefault ? <Badge tone="info">{t("default")}</Badge> : null}
          </div>
          <p>
            {`${formatDecimal(batteryKwh, locale, 2)}\u00a0kWh`} ·{" "}
            {t("perRange", { value: formatDecimal(consumptionKwh, locale, 2) })} ·{" "}
            {t("range", { km: formatDecimal(String(km), locale, 0) })}
          </p>
          <p className="text-sm text-ink-soft">{powers.join(" · ")}</p>
        </div>
      </div>
      <Deeds vehicle={vehicle} />
    </li>
  );
}

function Deeds({ vehicle }: { vehicle: Vehicle }) {
  const t = useTranslations("vehicles");
  const failed = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC().driver.vehicles;
  const removal = useMutation(trpc.remove.mutationOptions());
  const restoring = useMutation(trpc.restore.mutationOptions());
  const choosing = useMutation(trpc.makeDefault.mutationOptions());
  const removeWithUndo = useUndo();
  const { id, name } = vehicle;
  const choose = async () => {
    try {
      await choosing.mutateAsync({ id });
      toast.success(t("madeDefault", { name }));
      router.refresh();
    } catch {
      toast.error(failed("failed"));
    }
  };
  const remove = () =>
    removeWithUndo({
      remove: () => removal.mutateAsync({ id }),
      restore: () => restoring.mutateAsync({ id }),
      words: {
        removed: t("removed", { name }),
        undo: t("undo"),
        restored: t("restored", { name }),
      },
    });
  return (
    <div className="flex flex-wrap gap-2 pl-9 sm:pl-0">
      {vehicle.isDefault ? null : (
        <Button
          variant="secondary"
          size="sm"
          isPending={choosing.isPending}
          onClick={() => void choose()}
        >
          {t("makeDefault")}
        </Button>
      )}
      <EditVehicle vehicle={vehicle} />
      <Button
        variant="quiet"
        size="sm"
        isPending={removal.isPending}
        aria-label={`${t("remove")}: ${name}`}
        onClick={() => void remove()}
      >
        {t("remove")}
      </Button>
    </div>
  );
}
