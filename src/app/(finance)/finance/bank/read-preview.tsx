import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Notice } from "@/components/ui/notice";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** What was read of a file: how many lines, the first of them, and those that could not be read. */
export function ReadPreview({ read }: { read: RouterOutputs["finance"]["bank"]["read"] }) {
  const t = useTranslations("accounting.bank");
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <Notice tone={read.lines > 0 ? "ok" : "bad"} title={t("readLines", { count: read.lines })}>
        <ul className="text-sm">
          {read.first.map((line, index) => (
            <li key={index} className="flex justify-between gap-4">
              <span className="min-w-0 truncate">
                {formatDay(line.bookedOn, locale)} {line.told.join(" · ")}
              </span>
              <Money value={line.amount} />
            </li>
          ))}
        </ul>
      </Notice>
      {read.unreadCount > 0 ? (
        <Notice tone="wait" title={t("unread", { count: read.unreadCount })}>
          <ul className="max-h-40 overflow-y-auto text-sm">
            {read.unread.map(({ line, reason, text }) => (
              <li key={line}>
                {t("unreadLine", { line, reason: t(`reason.${reason}`) })}{" "}
                <span className="text-ink-soft">{text}</span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
