import Link from "next/link";
import type { ReactNode } from "react";
import { epochMs, type TimeStyle } from "@/i18n/formats";
import { Moment } from "./period";

/** Something that happened. */
export interface TimelineEvent {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly href?: string;
}

/** What happened, newest first. */
export function Timeline({
  events,
  timeZone,
  show = "dateTime",
}: {
  events: readonly TimelineEvent[];
  timeZone: string;
  show?: TimeStyle;
}) {
  const ordered = events.toSorted((a, b) => epochMs(b.at) - epochMs(a.at));
  return (
    <ol className="flex flex-col">
      {ordered.map(({ id, at, title, detail, href }) => (
        <li
          key={id}
          className="relative ml-1 grid gap-x-6 border-l border-rule-strong pb-5 pl-5 last:border-transparent last:pb-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <span
            aria-hidden
            className="absolute top-2 -left-1 size-[7px] rounded-full bg-rule-strong"
          />
          <Moment at={at} timeZone={timeZone} show={show} className="text-sm text-ink-soft" />
          <div className="min-w-0">
            {href ? (
              <Link href={href} className="underline underline-offset-2">
                {title}
              </Link>
            ) : (
              <p>{title}</p>
            )}
            {detail ? <p className="text-sm break-words text-ink-soft">{detail}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
