import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CommandFacts } from "./command-facts";
import { CommandStory } from "./command-story";
import { FollowCommand } from "./follow-command";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operations.command");
  return { title: t("facts") };
}

export default async function CommandPage({ params }: WithId) {
  const commandId = await pageId(params);
  const { operations } = await api();
  const [t, words, timeZone, command] = await Promise.all([
    getTranslations("operations.command"),
    getTranslations("operations.commands"),
    getTimeZone(),
    found(operations.commands.get({ commandId })),
  ]);
  const { kind, state, endedAt, events } = command;
  return (
    <>
      <PageHeader
        back={{ href: "/operations/commands", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {words(kind)}
            <Status of="command" value={state} className="text-sm" />
          </span>
        }
        lead={t("to", { partner: command.partnerName })}
      />
      <FollowCommand
        commandId={commandId}
        kind={kind}
        initial={{ state, isOver: endedAt !== null, events: events.length }}
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <CommandStory command={command} timeZone={timeZone} />
        <CommandFacts command={command} timeZone={timeZone} />
      </div>
    </>
  );
}
