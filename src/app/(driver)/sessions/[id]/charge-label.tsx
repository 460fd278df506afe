import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { ChangeLabel } from "./change-label";

type Label = NonNullable<RouterOutputs["driver"]["account"]["labelOf"]>;

/** What a charge was for, where the account divides its charges: by which rule, or who said so. */
export function ChargeLabel({ sessionId, label }: { sessionId: string; label: Label }) {
  const t = useTranslations("account.label");
  const { purpose, costCentre, rule, saidBy, isBilled, mayChange, costCentres } = label;
  const why = isBilled
    ? t("billed")
    : saidBy !== null
      ? t("byPerson", { name: saidBy })
      : rule === null
        ? t("byNobody")
        : t("byRule", { rule });
  const centre = costCentre && [costCentre.name, costCentre.code].filter(Boolean).join(" ");
  return (
    <Section
      title={t("title")}
      action={
        mayChange === "nothing" ? null : (
          <ChangeLabel
            sessionId={sessionId}
            said={{ purpose, costCentreId: label.costCentreId ?? "" }}
            costCentres={costCentres.map(({ id, code, name }) => ({ id, name: `${code} ${name}` }))}
          />
        )
      }
    >
      <p>
        <span className="font-medium">{[t(purpose), centre].filter(Boolean).join(" · ")}</span>
        <span className="text-ink-soft"> — {why}</span>
      </p>
    </Section>
  );
}
