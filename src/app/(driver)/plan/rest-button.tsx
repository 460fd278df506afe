"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { MoveFigures } from "./move-figures";
import { Refusal, useRefusal } from "./refusal";

type Deed = "cancel" | "keep" | "pause" | "resume";

/** Cancels, keeps, pauses or resumes the subscription: says first what that does, to the öre. */
export function RestButton({ deed }: { deed: Deed }) {
  const t = useTranslations("subscription.rest");
  return (
    <Dialog
      trigger={<Button variant="secondary">{t(deed)}</Button>}
      title={t(`${deed}Title`)}
      description={t(`${deed}Text`)}
    >
      {(close) => <RestForm deed={deed} close={close} />}
    </Dialog>
  );
}

function RestForm({ deed, close }: { deed: Deed; close: () => void }) {
  const t = useTranslations("subscription.rest");
  const words = useTranslations("subscription.move");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const refusal = useRefusal();
  const trpc = useTRPC();
  const preview = useQuery(
    trpc.driver.plan.previewRest.queryOptions({ deed }, { staleTime: 0, gcTime: 0, retry: false }),
  );
  const { mutateAsync, isPending } = useMutation(trpc.driver.plan.rest.mutationOptions());
  const [deedId] = useState(() => crypto.randomUUID());
  const shown = preview.isFetching ? undefined : preview.data;
  const confirm = async () => {
    if (!shown) return;
    try {
      const { at } = await mutateAsync({ deed, shownAt: shown.shownAt, deedId });
      const date = formatTime(at, locale, shown.timeZone, "date");
      toast.success(t(`${deed}Done`, { date }));
      close();
      router.refresh();
    } catch (error) {
      toast.error(refusal(error));
      void preview.refetch();
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <output className="flex min-h-20 flex-col gap-3 text-ink-soft" aria-live="polite">
        {preview.isFetching ? words("reckoning") : null}
        {!preview.isFetching && preview.error ? <Refusal error={preview.error} /> : null}
        {shown ? <MoveFigures preview={shown} /> : null}
        {shown && (deed === "cancel" || deed === "pause") ? (
          <p>{t(deed === "cancel" ? "after" : "fallback", { name: shown.to.name })}</p>
        ) : null}
      </output>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={close} disabled={isPending}>
          {action("cancel")}
        </Button>
        <Button disabled={!shown} isPending={isPending} onClick={() => void confirm()}>
          {t(deed)}
        </Button>
      </div>
    </div>
  );
}
