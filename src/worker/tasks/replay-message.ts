import { replayMessage as replay } from "@/ocpi/replay-message";
import { ServiceError } from "@/services/service-error";
import type { Task } from "@/worker/task";

/** Receives a message again. The row's id is `messageId:replayId`. */
export const replayMessage: Task = async ({ ctx, id }) => {
  const [messageId, replayId] = id.split(":");
  if (!messageId || !replayId) throw new ServiceError("INVALID", `not a replay: ${id}`);
  await replay(ctx, { messageId, replayId });
};
