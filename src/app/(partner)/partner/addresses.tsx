import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Connection = RouterOutputs["partner"]["home"]["connection"];

/** Where they call us, and where we call them as we hold it. */
export function Addresses({ connection }: { connection: Connection }) {
  const t = useTranslations("partner.home");
  const { us, versionsUrl, endpoints } = connection;
  const own = [
    { label: t("versionsUrl"), url: us.versionsUrl },
    ...(us.detailsUrl ? [{ label: t("detailsUrl"), url: us.detailsUrl }] : []),
  ];
  return (
    <div className="grid items-start gap-12 xl:grid-cols-2">
      <Section title={t("ours")}>
        <p className="-mt-3 max-w-prose text-sm text-ink-soft">{t("oursText")}</p>
        <ul className="border-t">
          {own.map(({ label, url }) => (
            <li key={url} className="flex items-center justify-between gap-4 border-b py-2.5">
              <div className="min-w-0">
                <p className="text-sm text-ink-soft">{label}</p>
                <p className="font-mono text-sm break-all">{url}</p>
              </div>
              <CopyButton text={url} label={t("copyUrl", { label })} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("yours")}>
        {endpoints.length === 0 ? (
          <Empty title={t("noEndpoints")}>{t("noEndpointsText")}</Empty>
        ) : (
          <>
            <p className="-mt-3 max-w-prose text-sm text-ink-soft">{t("yoursText")}</p>
            <Endpoints versionsUrl={versionsUrl} endpoints={endpoints} />
          </>
        )}
      </Section>
    </div>
  );
}

function Endpoints({ versionsUrl, endpoints }: Pick<Connection, "versionsUrl" | "endpoints">) {
  const t = useTranslations("partner.home");
  return (
    <Table caption={t("yours")}>
      <thead>
        <tr>
          <Th>{t("module")}</Th>
          <Th className="hidden sm:table-cell">{t("role")}</Th>
          <Th>{t("address")}</Th>
        </tr>
      </thead>
      <tbody>
        {versionsUrl ? (
          <Tr>
            <Td className="font-medium">versions</Td>
            <Td className="hidden sm:table-cell" />
            <Td className="font-mono text-sm break-all">{versionsUrl}</Td>
          </Tr>
        ) : null}
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
  );
}
