import { getTranslations } from "next-intl/server";
import { currentPerson } from "@/auth/current-person";
import { formatMicro } from "@/core/money/quantity";
import { watchCertification } from "@/services/certification/certification-run";
import { ServiceError } from "@/services/service-error";
import { reportOf } from "@/trpc/certification-report";
import { contextOf } from "@/trpc/person-context";

/** The report of a run as a file, for a person of its partner: the service decides. Amounts are decimal texts. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const t = await getTranslations("partner.step");
  try {
    const run = reportOf(await watchCertification(contextOf(person), id));
    const steps = run.steps.map(({ figures, ...step }) => ({
      title: t(`${step.id}.title`),
      ...step,
      figures: figures && {
        claimed: formatMicro(figures.claimedMicro),
        own: figures.ownMicro === null ? null : formatMicro(figures.ownMicro),
        currency: figures.currency,
      },
    }));
    return new Response(`${JSON.stringify({ ...run, steps }, null, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="self-certification-${run.startedAt.slice(0, 10)}.json"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "NOT_FOUND" ? 404 : 403 });
  }
}
