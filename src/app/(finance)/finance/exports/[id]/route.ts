import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { readBatchFile } from "@/services/accounting/export-batch";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** A batch's file, the same bytes each time, for finance: the service decides who may. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const { id } = await params;
  if (!isId(id)) return new Response("There is no such batch.", { status: 404 });
  try {
    const { fileName, bytes } = await readBatchFile(contextOf(person), asId<"exportBatch">(id));
    return new Response(Uint8Array.from(bytes), {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 404 });
  }
}
