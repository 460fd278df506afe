"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import { useBrowserName } from "@/app/(driver)/use-browser-name";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { PushSwitch } from "./push-switch";
import { usePush } from "./use-push";

type Browser = RouterOutputs["driver"]["notifications"]["browsers"][number];

/** Notices in this browser, and the list of all that are told. */
export function PushBrowsers({ initial, pushKey }: { initial: Browser[]; pushKey: string }) {
  const t = useTranslations("notices.push");
  const locale = useLocale();
  const trpc = useTRPC().driver.notifications;
  const { data: browsers, refetch } = useQuery(
    trpc.browsers.queryOptions(undefined, { initialData: initial }),
  );
  const known = useMemo(() => browsers.map(({ endpoint }) => endpoint), [browsers]);
  const push = usePush(pushKey, known);
  const failed = { onError: () => toast.error(t("failed")) };
  const subscribe = useMutation(trpc.subscribe.mutationOptions(failed));
  const leave = useMutation(trpc.leave.mutationOptions(failed));
  const forget = useMutation(trpc.forget.mutationOptions(failed));
  const trial = useMutation(trpc.trial.mutationOptions(failed));
  const own = browsers.find(({ endpoint }) => endpoint === push.endpoint);
  const turnOn = async () => {
    try {
      const subscription = await push.turnOn();
      if (subscription)
        await subscribe.mutateAsync({
          ...subscription,
          locale,
          userAgent: navigator.userAgent.slice(0, 400),
        });
    } catch {
      toast.error(t("failed"));
    }
    await refetch();
  };
  const turnOff = async () => {
    const endpoint = await push.turnOff().catch(() => null);
    if (endpoint) await leave.mutateAsync({ endpoint }).catch(() => undefined);
    await refetch();
  };
  const sendTrial = async (id: string) => {
    await trial.mutateAsync({ id }).then(
      () => toast.success(t("trialSent")),
      () => undefined,
    );
  };
  const forgetOne = async (browser: Browser) => {
    if (browser.id === own?.id) return turnOff();
    await forget.mutateAsync({ id: browser.id }).catch(() => undefined);
    toast.success(t("forgotten"));
    await refetch();
  };
  return (
    <Section title={t("title")}>
      <PushSwitch
        state={push.state}
        onTurnOn={turnOn}
        onTurnOff={turnOff}
        onTrial={own ? () => sendTrial(own.id) : null}
      />
      <h3 className="pt-2 font-semibold">{t("browsers")}</h3>
      {browsers.length === 0 ? (
        <p className="max-w-prose text-ink-soft">{t("none")}</p>
      ) : (
        <ul className="border-t">
          {browsers.map((browser) => (
            <BrowserEntry
              key={browser.id}
              browser={browser}
              isHere={browser.id === own?.id}
              onTrial={() => sendTrial(browser.id)}
              onForget={() => forgetOne(browser)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function BrowserEntry({
  browser,
  isHere,
  onTrial,
  onForget,
}: {
  browser: Browser;
  isHere: boolean;
  onTrial: () => Promise<void>;
  onForget: () => Promise<void>;
}) {
  const t = useTranslations("notices.push");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const date = (at: string) => formatTime(at, locale, timeZone, "date");
  const name = useBrowserName()(browser.userAgent);
  const { createdAt, lastSentAt, hasTrouble } = browser;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">
          {name}
          {isHere ? <span className="font-normal text-ink-soft"> · {t("here")}</span> : null}
        </span>
        <span className="text-sm text-ink-soft">
          {[
            t("since", { date: date(createdAt) }),
            ...(lastSentAt ? [t("lastTold", { date: date(lastSentAt) })] : []),
          ].join(" · ")}
        </span>
        {hasTrouble ? <span className="text-sm text-wait">{t("trouble")}</span> : null}
      </span>
      <span className="flex gap-2">
        <Button
          size="sm"
          variant="quiet"
          aria-label={t("trialNamed", { name })}
          onClick={() => void onTrial()}
        >
          {t("trial")}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          aria-label={t("forgetNamed", { name })}
          onClick={() => void onForget()}
        >
          {t("forget")}
        </Button>
      </span>
    </li>
  );
}
