import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { MessageSheet } from "@/components/message-sheet";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operations.message");
  return { title: t("facts") };
}

export default async function PartnerMessagePage({ params }: WithId) {
  const messageId = await pageId(params);
  const [t, words, timeZone, message] = await Promise.all([
    getTranslations("partner.messages"),
    getTranslations("operations.message"),
    getTimeZone(),
    found((await api()).partner.messages.get({ messageId })),
  ]);
  const { direction, outcome } = message;
  const verdict = t(direction === "in" ? `verdict_${outcome}` : `sent_${outcome}`);
  return (
    <>
      <PageHeader
        back={{ href: "/partner/messages", label: words("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {message.method} {message.module}
            <Status of="message" value={outcome} className="text-sm" />
          </span>
        }
        lead={`${t(direction)}. ${verdict}`}
      />
      <MessageSheet message={message} timeZone={timeZone} />
    </>
  );
}
