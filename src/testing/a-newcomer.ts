import { languages, type Language } from "@/core/language";
import { newId } from "@/db/new-id";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { startSignUp } from "@/services/sign-up/start-sign-up";
import { publishTerms } from "@/services/terms/publish-terms";
import { aTenant, type TestTenant } from "./builders/tenant";
import type { Pool } from "@/db/client";

/** A tenant that lets anybody from Sweden, Germany and the Netherlands sign up. */
export async function anOpenTenant(pool: Pool): Promise<TestTenant> {
  return aTenant(pool, { portal: { signUp: "open", countries: ["SE", "DE", "NL"] } });
}

/** Somebody whose address is proved and who has begun to sign up; what he does, he does as himself. */
export async function aNewcomer(
  tenant: TestTenant,
  email = `ny-${newId<"other">()}@kvitt.example`,
): Promise<Ctx> {
  await startSignUp(tenant.ctx, { email, locale: "sv" });
  const userId = newId<"user">();
  await tenant.ctx.db.insert(users).values({ id: userId, email });
  return tenant.as({ kind: "user", userId, email, roles: [], driverId: null });
}

/** Publishes terms that hold from a day on, the same words in every language. */
export async function publishWords(
  ctx: Ctx,
  body: string,
  validFrom = ctx.clock.now(),
): Promise<number> {
  const text = { title: "Terms", body };
  const texts = Object.fromEntries(languages.map((one) => [one, text])) as Record<
    Language,
    typeof text
  >;
  return publishTerms(ctx, { kind: "terms", validFrom, texts });
}
