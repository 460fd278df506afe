import { currentPerson } from "@/auth/current-person";
import { readDisputePicture } from "@/services/charge-disputes/read-dispute-picture";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** A picture of a dispute, for whoever reads the entry that it belongs to: the service decides. Never run as a page. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  try {
    const { mediaType, content, fileName } = await readDisputePicture(contextOf(person), id);
    return new Response(Uint8Array.from(content), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `inline; filename="${fileName}"`,
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: 404 });
  }
}
