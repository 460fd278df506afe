import { z } from "zod";

export const paymentIdInput = z.object({ paymentId: z.uuid() });
