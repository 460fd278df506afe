import Link from "next/link";
import { useTranslations } from "next-intl";
import { FileLinks } from "@/components/file-links";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { VerifyButton } from "./verify-button";

type Document = RouterOutputs["finance"]["documents"]["list"]["documents"][number];

/** Issued documents in rows, with their files and a check of their hashes. */
export function DocumentTable({
  documents,
  timeZone,
}: {
  documents: readonly Document[];
  timeZone: string;
}) {
  const t = useTranslations("documentList");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th className="hidden md:table-cell">{t("party")}</Th>
          <Th className="hidden lg:table-cell">{t("issued")}</Th>
          <Th isFigure>{t("total")}</Th>
          <Th>{t("files")}</Th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <Tr key={document.id}>
            <Td>
              <NumberOf document={document} />
              <span className="block text-sm text-ink-soft">{t(`kind.${document.kind}`)}</span>
              <span className="block text-sm text-ink-soft md:hidden">{document.party}</span>
            </Td>
            <Td className="hidden md:table-cell">{document.party}</Td>
            <Td className="hidden whitespace-nowrap lg:table-cell">
              <Moment at={document.issuedAt} timeZone={timeZone} />
            </Td>
            <Td isFigure>
              {document.total ? <Money value={document.total} className="font-medium" /> : null}
            </Td>
            <Td>
              <span className="flex flex-col items-start gap-x-1.5 sm:flex-row sm:flex-wrap sm:items-center">
                <FileLinks document={document} />
                <VerifyButton id={document.id} number={document.number} />
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function NumberOf({ document }: { document: Document }) {
  const { number, kind, invoiceId } = document;
  if (kind !== "invoice" || invoiceId === null)
    return <span className="whitespace-nowrap">{number}</span>;
  return (
    <Link
      href={`/finance/invoices/${invoiceId}`}
      className="whitespace-nowrap text-brand underline underline-offset-2"
    >
      {number}
    </Link>
  );
}
