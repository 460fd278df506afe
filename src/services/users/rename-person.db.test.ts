import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { listMembers } from "@/services/accounts/list-members";
import { drivers } from "@/db/schema/drivers";
import { saveDriverProfile } from "@/services/drivers/driver-profile";
import { anAccountPerson } from "@/testing/account-people";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { readSelf, renameSelf } from "./rename-person";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool, { portal: { countries: ["SE"] } });
});

async function anAccount() {
  const driver = await aDriver(tenant.ctx, { name: "Familjen Berg", kind: "consumer" });
  const owner = await anAccountPerson(tenant.ctx, driver.id, "owner");
  const anna = await anAccountPerson(tenant.ctx, driver.id, "driver");
  const bo = await anAccountPerson(tenant.ctx, driver.id, "bookkeeper");
  return {
    driver,
    owner: tenant.as(owner.actor),
    anna: tenant.as(anna.actor),
    bo: tenant.as(bo.actor),
  };
}

it("a member's name is his to change, and the account knows him by it; nobody else's changes", async () => {
  const { driver, owner, anna, bo } = await anAccount();
  await renameSelf(anna, { name: "  Anna Ny " });
  expect((await readSelf(anna)).name).toBe("Anna Ny");
  const { members } = await listMembers(owner);
  expect(members.map(({ name }) => name)).toEqual(["Anna Ny", "The bookkeeper"]);
  expect((await readSelf(bo)).name).toBe("The bookkeeper");
  const [account] = await tenant.ctx.db.select().from(drivers).where(eq(drivers.id, driver.id));
  expect(account?.name).toBe("Familjen Berg");
  await expect(renameSelf(anna, { name: " " })).rejects.toMatchObject({ code: "INVALID" });
});

it("whoever has an account of his own is called the same there and where he is a member", async () => {
  const { driver, owner } = await anAccount();
  const anna = await anAccountPerson(tenant.ctx, driver.id, "driver");
  const own = await aDriver(tenant.ctx, { userId: anna.person.userId, kind: "consumer" });
  await renameSelf(tenant.as(anna.actor), { name: "Anna Ek" });
  const nameOfOwn = async () => {
    const [row] = await tenant.ctx.db.select().from(drivers).where(eq(drivers.id, own.id));
    return row?.name;
  };
  expect(await nameOfOwn()).toBe("Anna Ek");
  const asOwner = tenant.as({ ...anna.actor, driverId: own.id, member: null });
  const address = { line1: "Gatan 1", postalCode: "118 20", city: "Stockholm", country: "SE" };
  await saveDriverProfile(asOwner, { name: "Anna Lund", kind: "consumer", address });
  expect(await nameOfOwn()).toBe("Anna Lund");
  const names = (await listMembers(owner)).members.map(({ name }) => name);
  expect(names).toContain("Anna Lund");
});
