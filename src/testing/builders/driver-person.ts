import { aDriver, aUser } from "./driver";
import type { TestTenant } from "./tenant";

/** Somebody who signs in and owns an account, reading German, and the context in which he acts. */
export async function aDriverPerson(tenant: TestTenant) {
  const user = await aUser(tenant.ctx, { locale: "de" });
  const driver = await aDriver(tenant.ctx, { userId: user.id, email: user.email });
  const { id: userId, email } = user;
  const actor = { kind: "user", userId, email, roles: ["driver"], driverId: driver.id } as const;
  return { user, driver, ctx: tenant.as(actor) };
}
