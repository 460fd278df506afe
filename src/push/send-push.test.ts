import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakePushService, openFakePushService } from "@/testing/fake-push-service";
import { closePushConnections, type PushMessage, type PushRoute, sendPush } from "./send-push";
import { vapidKeys } from "./vapid-keys";

const keys = vapidKeys(new Uint8Array(32).fill(7));
const route: PushRoute = { keys, subject: "mailto:drift@kvitt.example", allowLoopback: true };
const message: PushMessage = {
  kind: "idle_fee_near",
  seconds: 1_200.7,
  text: {
    title: "Parkeringsavgift vid Slussen om 10 min",
    body: "Från kl. 14.40 …",
    url: "https://kvitt.example/sessions/1",
    tag: "0123456789abcdef0123456789abcdef",
  },
};

let service: FakePushService;
beforeAll(async () => {
  service = await openFakePushService();
});
afterAll(async () => {
  await closePushConnections();
  await service.close();
});

describe("a push", () => {
  it("arrives sealed for one browser and signed as ours, with its hurry and its lifetime", async () => {
    expect(await sendPush(route, service, message)).toEqual({ outcome: "sent" });
    const [push] = service.received;
    expect(push?.text).toEqual(message.text);
    expect(push?.headers).toMatchObject({
      ttl: "1200",
      urgency: "high",
      topic: message.text.tag,
      "content-encoding": "aes128gcm",
    });
    expect(push?.signedBy).toBe(keys.publicKey);
    expect(push?.claims).toMatchObject({
      aud: new URL(service.endpoint).origin,
      sub: "mailto:drift@kvitt.example",
    });
  });

  it.each([404, 410])("tells that the browser has taken its leave (%i)", async (status) => {
    service.answerWith(status);
    expect(await sendPush(route, service, message)).toMatchObject({ outcome: "gone" });
  });

  it.each([429, 500, 503, 401])("may be tried again after %i", async (status) => {
    service.answerWith(status);
    expect(await sendPush(route, service, message)).toMatchObject({ outcome: "failed" });
  });

  it("is not tried again where the push service will never take it", async () => {
    service.answerWith(413);
    expect(await sendPush(route, service, message)).toMatchObject({ outcome: "refused" });
    service.answerWith(201);
    const broken = { ...service, p256dh: "AAAA" };
    expect(await sendPush(route, broken, message)).toMatchObject({ outcome: "refused" });
  });

  it.each([
    "http://127.0.0.1:1/x",
    "http://push.example/x",
    "https://10.0.0.1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest",
    "https://metadata.internal/x",
    "https://user:word@push.example/x",
    "file:///etc/passwd",
    "no address",
  ])("never goes to %s", async (endpoint) => {
    const outside = { ...route, allowLoopback: false };
    expect(await sendPush(outside, { ...service, endpoint }, message)).toEqual({
      outcome: "refused",
      why: "not an address that we call",
    });
  });
});

describe("the keys by which push services know us", () => {
  it("come from the house's secret, the same at each start and others for another house", () => {
    expect(vapidKeys(new Uint8Array(32).fill(7))).toEqual(keys);
    expect(vapidKeys(new Uint8Array(32).fill(8)).publicKey).not.toBe(keys.publicKey);
    expect(Buffer.from(keys.publicKey, "base64url")).toHaveLength(65);
    expect(Buffer.from(keys.privateKey, "base64url")).toHaveLength(32);
  });

  it("are the ones that the settings name, where they name both", () => {
    const named = { WEB_PUSH_PUBLIC_KEY: "p", WEB_PUSH_PRIVATE_KEY: "s" };
    expect(vapidKeys(new Uint8Array(32), named)).toEqual({ publicKey: "p", privateKey: "s" });
  });
});
