"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button, LinkButton } from "@/components/ui/button";
import { Setting } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { formatDecimal, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";

type Exports = RouterOutputs["driver"]["privacy"]["exports"];

const LOOK_MS = 2_000;
const TONES: Record<Exports[number]["state"], Tone> = {
  due: "wait",
  ready: "ok",
  failed: "bad",
  expired: "neutral",
};

/** Archives of all that is kept, with what became of each; looked at again while one is being made. */
export function DataExports({ initial, timeZone }: { initial: Exports; timeZone: string }) {
  const t = useTranslations("privacy.export");
  const action = useTranslations("shell.action");
  const trpc = useTRPC().driver.privacy;
  const { data: archives, refetch } = useQuery(
    trpc.exports.queryOptions(undefined, {
      initialData: initial,
      refetchInterval: ({ state: { data } }) =>
        data?.some(({ state }) => state === "due") ? LOOK_MS : false,
    }),
  );
  const { mutateAsync, isPending } = useMutation(trpc.requestExport.mutationOptions());
  const order = async () => {
    try {
      await mutateAsync();
      toast.success(t("ordered"));
      await refetch();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Setting title={t("title")} lead={t("text")}>
      <Button
        className="self-start"
        isPending={isPending || archives.some(({ state }) => state === "due")}
        onClick={() => void order()}
      >
        {t("order")}
      </Button>
      <div aria-live="polite">
        {archives.length === 0 ? (
          <p className="text-ink-soft">{t("none")}</p>
        ) : (
          <ul className="border-t">
            {archives.map((archive) => (
              <Archive key={archive.id} archive={archive} timeZone={timeZone} />
            ))}
          </ul>
        )}
      </div>
    </Setting>
  );
}

function Archive({ archive, timeZone }: { archive: Exports[number]; timeZone: string }) {
  const t = useTranslations("privacy.export");
  const locale = useLocale();
  const { id, state, sizeBytes, requestedAt, expiresAt } = archive;
  const isReady = state === "ready" && expiresAt !== null && sizeBytes !== null;
  const ordered = formatTime(requestedAt, locale, timeZone, "dateTime");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Moment at={requestedAt} timeZone={timeZone} className="font-medium" />
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
        </p>
        {isReady ? (
          <p className="text-sm text-ink-soft">
            {t("size", { size: formatDecimal(String(Math.ceil(sizeBytes / 1_000)), locale) })} ·{" "}
            {t("until", { day: formatTime(expiresAt, locale, timeZone, "date") })}
          </p>
        ) : null}
      </div>
      {isReady ? (
        <LinkButton
          href={`/privacy/archive/${id}`}
          variant="secondary"
          prefetch={false}
          download
          aria-label={`${t("download")}, ${ordered}`}
        >
          <Download aria-hidden className="size-4" />
          {t("download")}
        </LinkButton>
      ) : null}
    </li>
  );
}
