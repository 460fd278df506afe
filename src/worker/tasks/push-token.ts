import { asId } from "@/core/ids";
import { pushDueTokens } from "@/ocpi/senders/push-token";
import { ServiceError } from "@/services/service-error";
import type { Task } from "@/worker/task";

/** Tells one partner of one token's present state. The row's id is `tokenId:partnerId`. */
export const pushToken: Task = async ({ ctx, id }) => {
  const [tokenId, partnerId] = id.split(":");
  if (!tokenId || !partnerId) throw new ServiceError("INVALID", `not a delivery: ${id}`);
  await pushDueTokens(ctx, 1, {
    tokenId: asId<"token">(tokenId),
    partnerId: asId<"partner">(partnerId),
  });
};
