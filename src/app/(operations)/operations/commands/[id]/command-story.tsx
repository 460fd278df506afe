import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Timeline, type TimelineEvent } from "@/components/timeline";
import { Section } from "@/components/ui/section";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type Command = RouterOutputs["operations"]["commands"]["get"];
type Event = Command["events"][number];
type Word = keyof Messages["operations"]["commandEvent"];

/** What happened to a command, in words, and the messages that told it. */
export function CommandStory({ command, timeZone }: { command: Command; timeZone: string }) {
  const t = useTranslations("operations.command");
  const words = useTranslations("operations.commandEvent");
  const say = ({ what }: Event) => {
    const key = what.replaceAll(":", "_").replaceAll("-", "_") as Word;
    return words(words.has(key) ? key : "other", { what });
  };
  const links = linksOf(command);
  // Of two at the same moment the later one comes first, like everything else.
  const events: TimelineEvent[] = command.events.toReversed().map((event) => {
    const href = links.get(event.seq);
    return {
      id: String(event.seq),
      at: event.at,
      title: say(event),
      detail: detailOf(event),
      ...(href ? { href } : {}),
    };
  });
  return (
    <div className="flex min-w-0 flex-col gap-12">
      <Section title={t("story")}>
        <Timeline events={events} timeZone={timeZone} show="seconds" />
      </Section>
      {command.messages.length > 0 ? (
        <Section title={t("messages")}>
          <ul className="border-t">
            {command.messages.map(({ id, direction, outcome, occurredAt }) => (
              <li
                key={id}
                className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b py-2.5"
              >
                <Link
                  href={`/operations/messages/${id}`}
                  className="text-brand underline underline-offset-2"
                >
                  {t(direction === "out" ? "request" : "result")}
                </Link>
                <span className="flex items-baseline gap-4 text-sm text-ink-soft">
                  <Moment at={occurredAt} timeZone={timeZone} show="seconds" />
                  <Status of="message" value={outcome} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

/** Our request carries the answer to it; results came one by one, in order. */
function linksOf({ events, messages }: Command): ReadonlyMap<number, string> {
  const href = (id: string | undefined) => id && `/operations/messages/${id}`;
  const request = messages.find(({ direction }) => direction === "out")?.id;
  const results = messages.filter(
    ({ direction, outcome }) => direction === "in" && outcome === "accepted",
  );
  const told = events.filter(({ what }) => /^(async|late):/.test(what));
  const links = events.map(({ seq, what }) => {
    const at = told.findIndex((event) => event.seq === seq);
    if (at >= 0) return [seq, href(results[at]?.id)] as const;
    return [seq, /^(sync:|error$)/.test(what) ? href(request) : undefined] as const;
  });
  return new Map(links.flatMap(([seq, link]) => (link ? [[seq, link] as const] : [])));
}

/** What a person or a partner said with it. */
function detailOf({ detail }: Event): string | null {
  const { reason, error, messages } = detail;
  if (typeof reason === "string") return reason;
  if (typeof error === "string") return error;
  if (!Array.isArray(messages)) return null;
  const texts = messages.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "text" in one ? [String(one.text)] : [],
  );
  return texts.length === 0 ? null : texts.join(" · ");
}
