import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Connection = RouterOutputs["partner"]["home"]["connection"];

type Versions = RouterOutputs["partner"]["home"]["addresses"];

/** Where they call us, and where we call them as we hold it. */
export function Addresses({
  connection,
  versions,
}: {
  connection: Connection;
  versions: Versions;
}) {
  const t = useTranslations("partner.home");
  const { us, version, versionsUrl, endpoints } = connection;
  return (
    <div className="grid items-start gap-12 xl:grid-cols-2">
      <Section title={t("ours")}>
        <p className="-mt-3 max-w-prose text-sm text-ink-soft">{t("oursText")}</p>
        <div className="flex items-center justify-between gap-4 border-y py-2.5">
          <div className="min-w-0">
            <p className="text-sm text-ink-soft">{t("versionsUrl")}</p>
            <p className="font-mono text-sm wrap-anywhere">{us.versionsUrl}</p>
          </div>
          <CopyButton text={us.versionsUrl} label={t("copyUrl", { label: t("versionsUrl") })} />
        </div>
        {versions
          .toSorted((a, b) => Number(b.version === version) - Number(a.version === version))
          .map((one) => (
            <OurModules key={one.version} offered={one} isAgreed={one.version === version} />
          ))}
      </Section>
      <Section title={t("yours")}>
        {endpoints.length === 0 ? (
          <Empty title={t("noEndpoints")}>{t("noEndpointsText")}</Empty>
        ) : (
          <>
            <p className="-mt-3 max-w-prose text-sm text-ink-soft">{t("yoursText")}</p>
            <Endpoints
              caption={t("yours")}
              roleTitle={t("role")}
              rows={[
                ...(versionsUrl ? [{ identifier: "versions", role: null, url: versionsUrl }] : []),
                ...endpoints,
              ]}
            />
          </>
        )}
      </Section>
    </div>
  );
}

/** Our modules in a version; the one agreed on is open. */
function OurModules({ offered, isAgreed }: { offered: Versions[number]; isAgreed: boolean }) {
  const t = useTranslations("partner.home");
  const { version, detailsUrl, modules } = offered;
  const hasRoles = version !== "2.1.1";
  return (
    <details open={isAgreed}>
      <summary className="w-fit cursor-pointer py-1 font-medium">
        OCPI {version}
        {isAgreed ? <span className="font-normal text-ink-soft"> · {t("agreed")}</span> : null}
      </summary>
      <Endpoints
        caption={t("oursCaption", { version })}
        roleTitle={t("ourRole")}
        rows={[
          { identifier: t("detailsUrl"), role: null, url: detailsUrl },
          ...modules.map((module) => ({ ...module, role: hasRoles ? module.role : null })),
        ]}
      />
    </details>
  );
}

function Endpoints({
  caption,
  roleTitle,
  rows,
}: {
  caption: string;
  roleTitle: string;
  rows: readonly { identifier: string; role: string | null; url: string }[];
}) {
  const t = useTranslations("partner.home");
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t("module")}</Th>
          <Th className="hidden sm:table-cell">{roleTitle}</Th>
          <Th>{t("address")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ identifier, role, url }) => (
          <Tr key={url}>
            <Td className="font-medium">
              {identifier}
              <span className="block text-xs font-normal text-ink-soft sm:hidden">{role}</span>
            </Td>
            <Td className="hidden text-sm text-ink-soft sm:table-cell">{role}</Td>
            <Td className="font-mono text-sm wrap-anywhere">{url}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
