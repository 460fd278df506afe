"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { MoveFigures, type Preview } from "./move-figures";
import { OrderWords } from "./order-words";
import { Refusal, useRefusal } from "./refusal";

/** When a change can hold; `month` is the period's end of who has no subscription. */
export type MoveWhen = "now" | "period-end" | "month";

/** A plan that can be chosen. */
export interface Choice {
  readonly planVersionId: string;
  readonly name: string;
  readonly whens: readonly [MoveWhen, ...MoveWhen[]];
}

/** Changes to a plan: shows to the öre what that does, and asks once. */
export function MoveButton({ choice }: { choice: Choice }) {
  const t = useTranslations("subscription.move");
  const words = useTranslations("subscription.compare");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${words("choose")}: ${choice.name}`}>
          {words("choose")}
        </Button>
      }
      title={t("title", { name: choice.name })}
      className="w-[34rem]"
    >
      {(close) => <MoveForm choice={choice} close={close} />}
    </Dialog>
  );
}

function MoveForm({ choice, close }: { choice: Choice; close: () => void }) {
  const t = useTranslations("subscription.move");
  const trpc = useTRPC();
  const { planVersionId, whens } = choice;
  const [when, setWhen] = useState<MoveWhen>(whens[0]);
  const asked = {
    planVersionId,
    when: when === "now" ? ("now" as const) : ("period-end" as const),
  };
  const preview = useQuery(
    trpc.driver.plan.preview.queryOptions(asked, { staleTime: 0, gcTime: 0, retry: false }),
  );
  return (
    <div className="flex flex-col gap-5">
      <Select
        label={t("when")}
        items={whens.map((value) => ({ value, label: t(`when_${value}`) }))}
        value={when}
        onChange={setWhen}
      />
      <output className="flex min-h-24 flex-col gap-3 text-ink-soft" aria-live="polite">
        {preview.isFetching ? t("reckoning") : null}
        {!preview.isFetching && preview.error ? <Refusal error={preview.error} /> : null}
        {!preview.isFetching && preview.data ? (
          <>
            <MoveFigures preview={preview.data} />
            <OrderWords preview={preview.data} isAtOnce={asked.when === "now"} />
          </>
        ) : null}
      </output>
      <Confirm
        asked={asked}
        preview={preview.isFetching ? undefined : preview.data}
        onRefused={() => void preview.refetch()}
        close={close}
      />
    </div>
  );
}

function Confirm({
  asked,
  preview,
  onRefused,
  close,
}: {
  asked: { readonly planVersionId: string; readonly when: "now" | "period-end" };
  preview: Preview | undefined;
  onRefused: () => void;
  close: () => void;
}) {
  const t = useTranslations("subscription.move");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const refusal = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.driver.plan.change.mutationOptions());
  // One deed however often it is sent.
  const [deedId] = useState(() => crypto.randomUUID());
  const confirm = async () => {
    if (!preview) return;
    try {
      const { at } = await mutateAsync({ ...asked, shownAt: preview.shownAt, deedId });
      const date = formatTime(at, locale, preview.timeZone, "date");
      toast.success(t("done", { date, name: preview.to.name }));
      close();
      router.refresh();
    } catch (error) {
      toast.error(refusal(error));
      onRefused();
    }
  };
  return (
    <div className="flex flex-wrap justify-end gap-3">
      <Button variant="secondary" onClick={close} disabled={isPending}>
        {action("cancel")}
      </Button>
      <Button disabled={!preview} isPending={isPending} onClick={() => void confirm()}>
        {preview?.to.kind === "subscription" ? t("order") : t("confirm")}
      </Button>
    </div>
  );
}
