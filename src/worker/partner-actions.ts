import { checkTokens } from "@/ocpi/senders/check-tokens";
import { rotateTokens } from "@/ocpi/senders/register-at-partner";
import { unregisterAtPartner } from "@/ocpi/senders/unregister-at-partner";
import type { Ctx } from "@/services/context";
import { recordActionFailed, takeRequestedActions } from "@/services/partners/requested-actions";

const doers = {
  rotate: rotateTokens,
  unregister: unregisterAtPartner,
  check_tokens: checkTokens,
} as const;

/** Does what operations asked for with registered partners: new tokens, a look at what they hold of ours, or the
 * farewell. */
export async function runPartnerActions(ctx: Ctx): Promise<void> {
  for (const { partnerId, action } of await takeRequestedActions(ctx)) {
    const result = await doers[action](ctx, partnerId);
    if (result.ok) continue;
    ctx.log.warn({ partnerId, action, reason: result.reason }, "a partner action failed");
    await recordActionFailed(ctx, partnerId, result.reason);
  }
}
