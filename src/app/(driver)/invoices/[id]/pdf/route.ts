import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { readDocumentFile } from "@/services/invoices/read-document-file";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** The stored PDF of an invoice, for whoever may read it: the service decides. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  if (!isId(id)) return new Response(null, { status: 404 });
  try {
    const invoiceId = asId<"invoice">(id);
    const { body, number } = await readDocumentFile(contextOf(person), {
      invoiceId,
      format: "pdf",
    });
    return new Response(Uint8Array.from(body), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${number.replaceAll(/[^\w-]/g, "_")}.pdf"`,
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
