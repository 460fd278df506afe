import { openContext } from "@/services/context";
import { recordSignIn, type SignInFact } from "@/services/users/record-sign-in";
import { findNewcomer } from "./find-newcomer";
import { findPerson } from "./find-person";
import { webRuntime } from "./runtime";

/** Keeps what happened at the door for whoever it happened to; nothing for somebody who belongs to no tenant. */
export async function noteSignIn(fact: SignInFact): Promise<void> {
  const runtime = webRuntime();
  const { userId } = fact;
  const { db } = runtime.pool;
  const known = (await findPerson(db, { userId })) ?? (await findNewcomer(db, { userId }));
  if (!known) return;
  const { tenantId } = known;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "sign-in" } });
  await recordSignIn(ctx, fact);
}
