import { useTranslations } from "next-intl";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

/** Where the partner's modules live. */
export function Endpoints({
  endpoints,
}: {
  endpoints: RouterOutputs["operations"]["partners"]["get"]["endpoints"];
}) {
  const t = useTranslations("operations.partner");
  return (
    <Section title={t("endpoints")}>
      {endpoints.length === 0 ? (
        <Empty title={t("noEndpoints")}>{t("noEndpointsText")}</Empty>
      ) : (
        <Table caption={t("endpoints")}>
          <thead>
            <tr>
              <Th>{t("module")}</Th>
              <Th className="hidden sm:table-cell">{t("role")}</Th>
              <Th>{t("address")}</Th>
            </tr>
          </thead>
          <tbody>
            {endpoints.map(({ identifier, role, url }) => (
              <Tr key={`${identifier} ${role}`}>
                <Td className="font-medium">
                  {identifier}
                  <span className="block text-xs font-normal text-ink-soft sm:hidden">{role}</span>
                </Td>
                <Td className="hidden text-sm text-ink-soft sm:table-cell">{role}</Td>
                <Td className="font-mono text-sm break-all">{url}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
