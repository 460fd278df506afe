import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { ReplayButton } from "./replay-button";

type Shown = RouterOutputs["operations"]["messages"]["replays"];
type Replay = Shown["replays"][number];

/** More values than this are opened on demand: a whole new object has a hundred. */
const SHOWN = 15;

/** That a failed message can be received again, and what came of it each time. Nothing for other messages. */
export function Replays({
  messageId,
  shown,
  timeZone,
}: {
  messageId: string;
  shown: Shown;
  timeZone: string;
}) {
  const t = useTranslations("operations.replay");
  const { isReplayable, isUnderWay, replays } = shown;
  if (!isReplayable && replays.length === 0) return null;
  return (
    <Section
      title={t("title")}
      action={
        isReplayable ? <ReplayButton messageId={messageId} isUnderWay={isUnderWay} /> : undefined
      }
    >
      {replays.length === 0 ? <p className="max-w-prose text-ink-soft">{t("none")}</p> : null}
      {replays.map((replay) => (
        <OneReplay key={replay.id} replay={replay} timeZone={timeZone} />
      ))}
    </Section>
  );
}

function OneReplay({ replay, timeZone }: { replay: Replay; timeZone: string }) {
  const t = useTranslations("operations.replay");
  const { outcome, actor, replayedAt, replayedAs, reasons, differences, isNew } = replay;
  return (
    <article className="flex flex-col gap-3 border-t pt-4">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Status of="message" value={outcome} />
        <Moment at={replayedAt} timeZone={timeZone} />
        <span className="text-ink-soft">{actor}</span>
        {replayedAs === null ? null : (
          <Link
            href={`/operations/messages/${replayedAs}`}
            className="text-brand underline underline-offset-2"
          >
            {t("made")}
          </Link>
        )}
      </p>
      {reasons.length === 0 ? null : (
        <ul>
          {reasons.map((reason) => (
            <li key={reason} className="border-l-2 border-bad pl-3 break-words">
              {reason}
            </li>
          ))}
        </ul>
      )}
      {differences.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("unchanged")}</p>
      ) : differences.length <= SHOWN ? (
        <Differences differences={differences} isNew={isNew} />
      ) : (
        <details>
          <summary className="cursor-pointer py-1 text-brand underline underline-offset-2">
            {t("all", { count: differences.length })}
          </summary>
          <Differences differences={differences} isNew={isNew} />
        </details>
      )}
    </article>
  );
}

function Differences({
  differences,
  isNew,
}: {
  differences: Replay["differences"];
  isNew: boolean;
}) {
  const t = useTranslations("operations.replay");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("field")}</Th>
          {isNew ? null : <Th>{t("before")}</Th>}
          <Th>{t(isNew ? "created" : "after")}</Th>
        </tr>
      </thead>
      <tbody className="font-mono text-sm">
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <Td className="min-w-32 py-1.5 break-all text-ink-soft">{path}</Td>
            {isNew ? null : <Td className="py-1.5 break-all">{before ?? "–"}</Td>}
            <Td className="py-1.5 break-all">{after ?? "–"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
