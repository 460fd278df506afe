import { TRPCError, initTRPC } from "@trpc/server";
import { currentPerson, type Person } from "@/auth/current-person";
import { webRuntime } from "@/auth/runtime";
import { openContext, type Ctx } from "@/services/context";
import { requireDriver, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { refusalCodes } from "./refusals";
import { transformer } from "./transformer";

/** What every procedure starts from: who asks, if anybody is signed in. */
export interface TrpcContext {
  readonly person: Person | undefined;
}

/** Reads who asks, with the roles of this moment. */
export async function openTrpcContext(): Promise<TrpcContext> {
  return { person: await currentPerson() };
}

const t = initTRPC.context<TrpcContext>().create({
  transformer,
  errorFormatter({ shape, error }) {
    const refusal = error.cause instanceof ServiceError ? error.cause : undefined;
    // What we did not foresee is logged below and never told.
    const message = shape.data.code === "INTERNAL_SERVER_ERROR" ? "Internal error" : shape.message;
    const { stack: _stack, ...data } = shape.data;
    return { ...shape, message, data: { ...data, detail: refusal?.detail ?? null } };
  },
});

export const { router, createCallerFactory, mergeRouters } = t;

const mapped = t.procedure.use(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof ServiceError) {
    throw new TRPCError({ code: refusalCodes[cause.code], message: cause.message, cause });
  }
  if (result.error.code === "INTERNAL_SERVER_ERROR") {
    webRuntime().log.error({ err: cause ?? result.error, path }, "a procedure failed");
  }
  return result;
});

function contextOf(person: Person): Ctx {
  const { tenantId, userId, email, roles, driverId } = person;
  const actor = { kind: "user", userId, email, roles, driverId } as const;
  return openContext(webRuntime(), { tenantId, actor });
}

/** For whoever is signed in. `ctx.ctx` is what services take; they decide what is allowed. */
export const personProcedure = mapped.use(async ({ ctx, next }) => {
  if (!ctx.person) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { person: ctx.person, ctx: contextOf(ctx.person) } });
});

/** For people with a driver's account. */
export const driverProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireDriver(ctx.ctx);
  return next();
});

/** For finance. */
export const financeProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireRole(ctx.ctx, "finance");
  return next();
});

/** For operations. */
export const operationsProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireRole(ctx.ctx, "operations");
  return next();
});
