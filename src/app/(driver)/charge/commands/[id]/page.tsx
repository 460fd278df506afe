import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTimeZone, getTranslations } from "next-intl/server";
import { PriceLocked } from "@/app/(driver)/price-locked";
import { found } from "@/app/found";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CommandProgress } from "./command-progress";

async function readCommand({ params }: WithId) {
  const { id } = await params;
  const command = await found((await api()).driver.charge.command({ id }));
  // A driver never sends the other kind; there is no page for it.
  if (command.kind === "UNLOCK_CONNECTOR") notFound();
  return { command, kind: command.kind };
}

export async function generateMetadata(props: WithId): Promise<Metadata> {
  const [t, { kind }] = await Promise.all([
    getTranslations("driver.charge.command"),
    readCommand(props),
  ]);
  return { title: t(`${kind}.title`) };
}

export default async function CommandPage(props: WithId) {
  const [t, timeZone, { command, kind }] = await Promise.all([
    getTranslations("driver.charge.command"),
    getTimeZone(),
    readCommand(props),
  ]);
  const { driver } = await api();
  const lock = kind === "START_SESSION" ? await driver.locks.ofCommand({ id: command.id }) : null;
  const { place, city, evse, locationId } = command;
  const where = [place, city].filter(Boolean).join(", ");
  return (
    <>
      <PageHeader
        back={
          locationId === null
            ? { href: "/charge", label: t("backToAll") }
            : { href: `/charge/${locationId}`, label: t("back") }
        }
        title={t(`${kind}.title`)}
        lead={[where, evse].filter(Boolean).join(" · ")}
      />
      {lock ? <PriceLocked lock={lock} ownZone={timeZone} /> : null}
      <CommandProgress initial={command} kind={kind} timeZone={timeZone} />
    </>
  );
}
