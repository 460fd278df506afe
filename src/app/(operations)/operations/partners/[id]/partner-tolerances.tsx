import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { Messages } from "@/i18n/messages";
import { api } from "@/trpc/server";
import type { RouterOutputs } from "@/trpc/outputs";

type Tolerance = RouterOutputs["operations"]["partners"]["tolerances"][number];
type Code = keyof Messages["partner"]["tolerance"];

const MOST_FIELDS = 4;

/** Which liberties reading the partner's messages took, how often, and where the latest is. */
export async function PartnerTolerances({
  partnerId,
  timeZone,
}: {
  partnerId: string;
  timeZone: string;
}) {
  const { operations } = await api();
  const [t, tolerances] = await Promise.all([
    getTranslations("operations.tolerances"),
    operations.partners.tolerances({ partnerId }),
  ]);
  return (
    <Section title={t("title")}>
      {tolerances.length === 0 ? (
        <p className="text-ink-soft">{t("noneText")}</p>
      ) : (
        <Table caption={t("caption")}>
          <thead>
            <tr>
              <Th>{t("what")}</Th>
              <Th isFigure>{t("uses")}</Th>
              <Th className="hidden sm:table-cell">{t("latest")}</Th>
            </tr>
          </thead>
          <tbody>
            {tolerances.map((tolerance) => (
              <ToleranceRow key={tolerance.code} tolerance={tolerance} timeZone={timeZone} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

async function ToleranceRow({ tolerance, timeZone }: { tolerance: Tolerance; timeZone: string }) {
  const [t, words] = await Promise.all([
    getTranslations("operations.tolerances"),
    getTranslations("partner.tolerance"),
  ]);
  const { code, uses, fields, lastAt, lastMessageId } = tolerance;
  const key = code.replaceAll(" ", "-");
  const known = words.has(`${key}.what` as `${Code}.what`) ? (key as Code) : "other";
  return (
    <Tr isLink>
      <Td>
        <Link href={`/operations/messages/${lastMessageId}`} className={rowLinkLook}>
          {words(`${known}.what`, { code })}
        </Link>
        <span className="block font-mono text-xs break-all text-ink-soft">
          {fields
            .slice(0, MOST_FIELDS)
            .map(({ module, field }) => (field === "" ? module : `${module}: ${field}`))
            .join("  ")}
          {fields.length > MOST_FIELDS
            ? ` ${t("more", { count: fields.length - MOST_FIELDS })}`
            : ""}
        </span>
      </Td>
      <Td isFigure>{uses}</Td>
      <Td className="hidden text-sm text-ink-soft sm:table-cell">
        <Moment at={lastAt} timeZone={timeZone} />
      </Td>
    </Tr>
  );
}
