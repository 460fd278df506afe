import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Open = RouterOutputs["driver"]["charge"]["open"][number];

/** What the driver has asked for and what is not over, to find the way back to it. */
export function OpenCommands({ commands }: { commands: readonly Open[] }) {
  const t = useTranslations("driver.charge");
  const shown = commands.flatMap((command) =>
    command.kind === "UNLOCK_CONNECTOR" ? [] : [{ ...command, kind: command.kind }],
  );
  if (shown.length === 0) return null;
  return (
    <Section title={t("openCommands")}>
      <ul className="border-t">
        {shown.map(({ id, kind, place, evse }) => (
          <li key={id} className="border-b">
            <Link href={`/charge/commands/${id}`} className="block py-3 hover:underline">
              <span className="font-semibold">{t(`command.${kind}.title`)}</span>
              <span className="text-ink-soft"> · {[place, evse].filter(Boolean).join(", ")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
