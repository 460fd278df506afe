import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { MessageSheet } from "@/components/message-sheet";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { Replays } from "./replays";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operations.message");
  return { title: t("facts") };
}

export default async function MessagePage({ params }: WithId) {
  const messageId = await pageId(params);
  const { operations } = await api();
  const [t, timeZone, message, replays] = await Promise.all([
    getTranslations("operations.message"),
    getTimeZone(),
    found(operations.messages.get({ messageId })),
    found(operations.messages.replays({ messageId })),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/operations/messages", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {message.method} {message.module}
            <Status of="message" value={message.outcome} className="text-sm" />
          </span>
        }
        lead={t(message.direction, { partner: message.partnerName ?? "–" })}
      />
      <MessageSheet message={message} timeZone={timeZone} />
      <Replays messageId={messageId} shown={replays} timeZone={timeZone} />
    </>
  );
}
