import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Failures = RouterOutputs["finance"]["runs"]["get"]["failures"];

/** Drivers who could not be invoiced, each with the reason; nothing where there are none. */
export function FailureTable({ failures }: { failures: Failures }) {
  const t = useTranslations("runs");
  if (failures.length === 0) return null;
  return (
    <Section title={t("failures")}>
      <p className="text-sm text-ink-soft">{t("failuresLead")}</p>
      <Table caption={t("failures")}>
        <thead>
          <tr>
            <Th>{t("driver")}</Th>
            <Th>{t("reason")}</Th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ driverId, name, reason }) => (
            <Tr key={driverId} isLink>
              <Td>
                <Link href={`/finance/drivers/${driverId}`} className={rowLinkLook}>
                  {name}
                </Link>
              </Td>
              <Td className="break-words">{reason}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
