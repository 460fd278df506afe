"use client";

import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { BrowserCommand, problemOf } from "./command-problem";
import type { DriverKind } from "./command-steps";

const OWN_TEXTS = {
  STOP_SESSION: "stopText",
  RESERVE_NOW: "reserveText",
  CANCEL_RESERVATION: "cancelText",
} as const;

/** What went wrong with a command, and what to do now. */
export function CommandTrouble({
  command,
  problem,
  kind,
}: {
  command: BrowserCommand;
  problem: NonNullable<ReturnType<typeof problemOf>>;
  kind: DriverKind;
}) {
  const t = useTranslations("driver.charge.command");
  const find = useTranslations("find.command");
  const { operator, locationId } = command;
  return (
    <>
      <Notice tone="bad" title={t(`problem.${problem}.title`, { operator })}>
        {kind === "START_SESSION" ? t(`problem.${problem}.text`) : find(OWN_TEXTS[kind])}
      </Notice>
      {kind === "START_SESSION" ? <p className="text-ink-soft">{t("stillWatching")}</p> : null}
      {kind === "STOP_SESSION" ? <Stuck phone={command.helpPhone} /> : null}
      {locationId !== null && kind !== "STOP_SESSION" ? (
        <LinkButton href={`/charge/${locationId}`} className="self-start">
          {t("again")}
        </LinkButton>
      ) : null}
    </>
  );
}

/** A driver shall never unlock a connector himself (OCPI 2.2.1 mod_commands, CommandType): he is told whom to call. */
function Stuck({ phone }: { phone: string | null }) {
  const t = useTranslations("find.command");
  return (
    <div className="flex flex-col gap-1">
      <p className="text-ink-soft">{t("stuck")}</p>
      {phone === null ? (
        <p className="text-ink-soft">{t("callNone")}</p>
      ) : (
        <a
          href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}
          className="inline-flex items-center gap-2 self-start py-1 underline underline-offset-4"
        >
          <Phone aria-hidden className="size-4" />
          {t("call", { phone })}
        </a>
      )}
    </div>
  );
}
