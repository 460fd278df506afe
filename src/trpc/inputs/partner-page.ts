import { z } from "zod";
import { choiceField, dayField, pageField, textField } from "./address";
import { cdrStates, cdrVerdicts } from "./cdr-filter";

/** What a partner looks for among his CDRs, as it stands in the address. */
export const ownCdrFilterInput = z.object({
  state: choiceField(cdrStates),
  verdict: choiceField(cdrVerdicts),
  text: textField,
  from: dayField,
  to: dayField,
  page: pageField,
});

/** The OCPI versions that a run of the self-certification can be about. */
export const certifiedVersions = ["2.1.1", "2.2.1", "2.3.0"] as const;

export const startCertificationInput = z.object({ version: z.enum(certifiedVersions) });

export const runIdInput = z.object({ runId: z.uuid() });

/** Somebody at a partner, as operations type it. */
export const partnerPersonForm = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.string().trim().max(254).pipe(z.email()),
});
export type PartnerPersonForm = z.input<typeof partnerPersonForm>;

export const invitePersonInput = partnerPersonForm.extend({ partnerId: z.uuid() });
export const withdrawPersonInput = z.object({ partnerId: z.uuid(), userId: z.uuid() });
