import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { useHeldWords } from "@/app/(partner)/partner/cdrs/held-words";

/** What keeps a CDR from being accepted, and what its sender can do. */
export function HeldList({ cdr }: { cdr: RouterOutputs["partner"]["cdrs"]["get"] }) {
  const t = useTranslations("partner.cdr");
  const words = useHeldWords();
  const isOpen = cdr.state === "held" || cdr.state === "rejected";
  if (!isOpen || cdr.heldCodes.length === 0) return null;
  return (
    <Section title={t("held")}>
      <ul className="flex flex-col gap-4">
        {cdr.heldCodes.map((code) => {
          const { what, todo } = words(code);
          return (
            <li key={code} className="border-l-3 border-wait bg-wait-tint px-4 py-3">
              <p className="font-medium">{what}</p>
              <p className="text-sm text-ink-soft">{todo}</p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
