import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { documentFormats, type DocumentFormat } from "@/core/invoicing/document-format";
import { readDocumentFile } from "@/services/invoices/read-document-file";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

const FILES: Readonly<Record<DocumentFormat, { readonly type: string; readonly ending: string }>> =
  {
    pdf: { type: "application/pdf", ending: ".pdf" },
    ubl: { type: "application/xml", ending: "-ubl.xml" },
    cii: { type: "application/xml", ending: "-cii.xml" },
  };

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
  try {
    const invoiceId = asId<"invoice">(id);
    const { body, number } = await readDocumentFile(contextOf(person), { invoiceId, format });
    const name = number.replaceAll(/[^\w-]/g, "_") + FILES[format].ending;
    return new Response(Uint8Array.from(body), {
      headers: {
        "content-type": FILES[format].type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isComing = error.code === "UNAVAILABLE";
    return new Response(error.message, {
      status: isComing ? 503 : 404,
      headers: isComing ? { "retry-after": "5" } : {},
    });
  }
}
