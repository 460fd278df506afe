import type { DocumentFormat } from "@/core/invoicing/document-format";
import { ServiceError } from "@/services/service-error";

const FILES: Readonly<Record<DocumentFormat, { readonly type: string; readonly ending: string }>> =
  {
    pdf: { type: "application/pdf", ending: ".pdf" },
    ubl: { type: "application/xml", ending: "-ubl.xml" },
    cii: { type: "application/xml", ending: "-cii.xml" },
  };

/** The answer to a request for a document's file: the file, "come again" while it is being made, or nothing. */
export async function fileResponse(
  format: DocumentFormat,
  read: () => Promise<{ readonly body: Uint8Array; readonly number: string }>,
): Promise<Response> {
  try {
    const { body, number } = await read();
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
