import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { getCommand } from "@/services/commands/get-command";
import { startCharge } from "@/services/commands/start-charge";
import type { Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { testDatabase } from "@/testing/database";
import { FakeCpo } from "@/testing/fake-cpo";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
describe.each(VERSIONS)("in OCPI %s", (version) => {
  const negative = version === "2.1.1" ? "REJECTED" : "FAILED";
  let world: Awaited<ReturnType<typeof aCommandingDriver>>;
  let driver: Ctx;

  beforeEach(async () => {
    world = await aCommandingDriver(database.pool, version);
    driver = world.as(world.driver.id);
  });
  afterEach(async () => world.stop());

  const stateOf = async (id: Id<"other">) => (await getCommand(driver, id)).state;

  describe("the address for results", () => {
    it("does not exist for ids that are not known, and for other partners", async () => {
      const id = await startCharge(driver, world.pick);
      await world.sendDue();
      const other = await aCommandingDriver(database.pool, version);
      try {
        expect((await world.sendResult("START_SESSION", negative, other.cpo)).http).toBe(404);
      } finally {
        await other.stop();
      }
      const at = `${world.server.baseUrl}/ocpi/${version}/sender/commands`;
      const post = (to: string, body: unknown) => world.cpo.call("POST", `${at}/${to}`, { body });
      const result = { result: negative };
      expect((await post(`STOP_SESSION/${id}`, result)).http).toBe(404);
      expect((await post("START_SESSION/nothing", result)).http).toBe(404);
      expect(
        (
          await post(
            `START_SESSION/${id.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}`,
            result,
          )
        ).http,
      ).toBe(404);
      expect((await post(`START_SESSION/${id}`, { result: "MAYBE" })).body.status_code).toBe(2001);
      expect(await stateOf(id)).toBe("accepted");
      expect((await post(`start_session/${id}/`, { result: "accepted" })).http).toBe(200);
      expect(await stateOf(id)).toBe("confirmed");
    });

    it("refuses a second CPO of the same operator", async () => {
      const id = await startCharge(driver, world.pick);
      await world.sendDue();
      const second = await new FakeCpo(version).start();
      try {
        const { versionsUrl } = second;
        const settings = { maySpeakForOthers: true };
        const input = { name: "Second", versionsUrl, token: second.newToken(), settings };
        await registerAtPartner(
          world.ctx,
          (await addPartnerToRegister(world.ctx, input)).partnerId,
        );
        expect((await world.sendResult("START_SESSION", negative, second)).http).toBe(404);
      } finally {
        await second.stop();
      }
      expect(await stateOf(id)).toBe("accepted");
    });
  });
});
