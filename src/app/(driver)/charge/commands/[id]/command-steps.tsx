"use client";

import { Check, Circle, CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import type { BrowserCommand } from "./command-problem";

const STEPS = ["sent", "accepted", "confirmed", "session"] as const;
const REACHED: Readonly<Record<BrowserCommand["state"], number>> = {
  created: 0,
  sent: 1,
  accepted: 2,
  confirmed: 3,
  session: 4,
  rejected: 0,
  failed: 0,
  timeout: 0,
};
const LOOKS = { done: Check, current: CircleDot, todo: Circle } as const;

/** The kinds of command that a driver sees. */
export type DriverKind = Exclude<BrowserCommand["kind"], "UNLOCK_CONNECTOR">;

/** The way of a command, step by step: done, under way, to come. */
export function CommandSteps({ command, kind }: { command: BrowserCommand; kind: DriverKind }) {
  const t = useTranslations("driver.charge.command");
  const reached = REACHED[command.state];
  // What is confirmed is done, where no session comes of it.
  const steps = kind === "START_SESSION" || kind === "STOP_SESSION" ? STEPS : STEPS.slice(0, 3);
  return (
    <ol aria-label={t("steps")} className="flex flex-col">
      {steps.map((step, index) => {
        const mark = index < reached ? "done" : index === reached ? "current" : "todo";
        const Icon = LOOKS[mark];
        return (
          <li
            key={step}
            aria-current={mark === "current" ? "step" : undefined}
            className={cn(
              "flex items-center gap-3 border-b py-3",
              mark === "todo" && "text-ink-soft",
              mark === "current" && "font-semibold",
            )}
          >
            <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
            <span>{t(`${kind}.steps.${step}`, { operator: command.operator })}</span>
            <span className="sr-only">({t(mark)})</span>
          </li>
        );
      })}
    </ol>
  );
}
