import { z } from "zod";

export const paymentIdInput = z.object({ paymentId: z.uuid() });

export const invoiceIdInput = z.object({ invoiceId: z.uuid() });
