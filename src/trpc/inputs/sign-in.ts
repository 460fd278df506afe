import { z } from "zod";

/** The form that asks for a sign-in link. */
export const signInInput = z.object({ email: z.email().max(254) });
export type SignInInput = z.infer<typeof signInInput>;
