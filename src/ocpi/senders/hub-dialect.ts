import type { PartnerAnswer } from "@/ocpi/read-envelope";
import { STATUS } from "@/ocpi/status-codes";
import type { PartnerSettings } from "@/services/partners/authenticated-partner";

type Dialect = Pick<PartnerSettings, "hubDialect">;

/** Whether HTTP 500 is this hub's way to say no: with 3000 in the envelope, which tells that its OCPI layer was reached. */
export function isRefusalAsError({ http, ocpi }: PartnerAnswer, { hubDialect }: Dialect): boolean {
  return hubDialect === "authorization-id" && http === 500 && ocpi === STATUS.serverError;
}

/** Whether HTTP 404 to a PUT says that the hub does not know the token yet: it takes it later. */
export function isNotKnownYet({ http }: PartnerAnswer, { hubDialect }: Dialect): boolean {
  return hubDialect === "authorization-id" && http === 404;
}
