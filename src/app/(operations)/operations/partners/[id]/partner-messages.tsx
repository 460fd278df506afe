import Link from "next/link";
import { useTranslations } from "next-intl";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { MessageTable } from "@/app/(operations)/operations/messages/message-table";

const SHOWN = 10;

/** The last messages with a partner. */
export function PartnerMessages({
  partnerId,
  messages,
  timeZone,
}: {
  partnerId: string;
  messages: RouterOutputs["operations"]["messages"]["list"]["messages"];
  timeZone: string;
}) {
  const t = useTranslations("operations.partner");
  return (
    <Section
      title={t("messages")}
      action={
        messages.length > 0 ? (
          <Link
            href={`/operations/messages?partner=${partnerId}`}
            className="text-brand underline underline-offset-2"
          >
            {t("allMessages")}
          </Link>
        ) : null
      }
    >
      {messages.length === 0 ? (
        <Empty title={t("noMessages")} />
      ) : (
        <MessageTable messages={messages.slice(0, SHOWN)} timeZone={timeZone} isNarrow />
      )}
    </Section>
  );
}
