import { fileResponse } from "@/trpc/file-response";
import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { documentFormats } from "@/core/invoicing/document-format";
import { readDocumentFile } from "@/services/invoices/read-document-file";
import { contextOf } from "@/trpc/person-context";

/** A stored file of an invoice (pdf, ubl or cii), for whoever may read it: the service decides. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; format: string }> },
): Promise<Response> {
  const { id, format: asked } = await params;
  const format = documentFormats.find((known) => known === asked);
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  if (!isId(id) || !format) return new Response(null, { status: 404 });
  const invoiceId = asId<"invoice">(id);
  return fileResponse(format, () => readDocumentFile(contextOf(person), { invoiceId, format }));
}
