import { currentPerson } from "@/auth/current-person";
import { readDataExport } from "@/services/privacy/data-exports";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** The archive of a driver's data, for the owner of the account alone. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  try {
    const { fileName, content } = await readDataExport(contextOf(person), id);
    return new Response(Uint8Array.from(content), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "NOT_FOUND" ? 404 : 403 });
  }
}
