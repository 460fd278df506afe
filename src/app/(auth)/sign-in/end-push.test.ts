import { expect, it } from "vitest";
import { endPush } from "./end-push";

it("gives up the address at which the browser was told, also where a browser has none or cannot be told", async () => {
  const ended: string[] = [];
  const known = (name: string) => ({
    pushManager: {
      getSubscription: () =>
        Promise.resolve({ unsubscribe: () => Promise.resolve(ended.push(name) > 0) }),
    },
  });
  const none = { pushManager: { getSubscription: () => Promise.resolve(null) } };
  const registrations = [none, {}, known("a"), known("b")];
  await endPush({
    getRegistrations: () =>
      Promise.resolve(registrations as unknown as ServiceWorkerRegistration[]),
  });
  expect(ended).toEqual(["a", "b"]);
});
