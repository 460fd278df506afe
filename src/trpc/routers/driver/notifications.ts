import { currentSessionId } from "@/auth/current-session";
import { readEnv } from "@/config/env";
import { topics } from "@/core/notices/topics";
import { vapidKeys } from "@/push/vapid-keys";
import { chooseTopics, readTopicChoices } from "@/services/notifications/choose-topics";
import {
  forgetBrowser,
  forgetEndpoint,
  listBrowsers,
  sendTrial,
  subscribeBrowser,
} from "@/services/push/browser-rows";
import { driverChargesProcedure, router } from "@/trpc/init";
import { browserInput, endpointInput, topicChoicesInput } from "@/trpc/inputs/notification";
import { idInput } from "@/trpc/inputs/page";

/** What a person on an account is told, and where. */
export const notificationsRouter = router({
  topics: driverChargesProcedure.query(async ({ ctx }) => {
    const choices = await readTopicChoices(ctx.ctx);
    return choices.map((choice) => {
      const { mail, push } = topics[choice.topic];
      return { ...choice, isMailFixed: mail === "always", canPush: push !== "never" };
    });
  }),
  choose: driverChargesProcedure
    .input(topicChoicesInput)
    .mutation(({ ctx, input }) => chooseTopics(ctx.ctx, input.choices)),
  /** The acting person's own; by its endpoint a browser finds itself among them. */
  browsers: driverChargesProcedure.query(async ({ ctx }) => {
    const browsers = await listBrowsers(ctx.ctx);
    return browsers.map(({ id, endpoint, userAgent, createdAt, lastSentAt, lastError }) => ({
      id,
      endpoint,
      userAgent,
      createdAt: createdAt.toString(),
      lastSentAt: lastSentAt?.toString() ?? null,
      hasTrouble: lastError !== null,
    }));
  }),
  /** What a browser must be given to subscribe (`applicationServerKey`). */
  pushKey: driverChargesProcedure.query(
    ({ ctx }) => vapidKeys(ctx.ctx.settings.secretKey, readEnv()).publicKey,
  ),
  subscribe: driverChargesProcedure
    .input(browserInput)
    .mutation(async ({ ctx, input }) =>
      subscribeBrowser(ctx.ctx, { ...input, sessionId: await currentSessionId() }),
    ),
  forget: driverChargesProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => forgetBrowser(ctx.ctx, input.id)),
  leave: driverChargesProcedure
    .input(endpointInput)
    .mutation(({ ctx, input }) => forgetEndpoint(ctx.ctx, input.endpoint)),
  trial: driverChargesProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => sendTrial(ctx.ctx, input.id)),
});
