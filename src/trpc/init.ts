import { TRPCError, initTRPC } from "@trpc/server";
import { headers } from "next/headers";
import { addressOf } from "@/auth/address-limit";
import { currentNewcomer, type SignedInNewcomer } from "@/auth/current-newcomer";
import { currentPerson, type Person } from "@/auth/current-person";
import type { RequestLimit } from "@/auth/request-limit";
import { webRuntime } from "@/auth/runtime";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import {
  requireChargesReader,
  requireDriver,
  requireDriverReader,
  requireDriverUse,
  requireOwner,
  requireRole,
} from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { contextOf, contextOfNewcomer } from "./person-context";
import { refusalCodes } from "./refusals";
import { transformer } from "./transformer";

/** What every procedure starts from: who asks, if anybody is signed in. */
export interface TrpcContext {
  readonly person: Person | undefined;
  /** Who is signed in with an open sign-up, where he has no account of his own yet. */
  readonly newcomer?: SignedInNewcomer | undefined;
  /** The network address of the request, for evidence of consent; null where it is not known. */
  readonly address: string | null;
}

/** Reads who asks, with the roles of this moment. */
export async function openTrpcContext(): Promise<TrpcContext> {
  const [person, requestHeaders] = await Promise.all([currentPerson(), headers()]);
  const isNew = person === undefined || person.mayOpenAccount === true;
  const newcomer = isNew ? await currentNewcomer() : undefined;
  return { person, newcomer, address: addressOf(requestHeaders) };
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

export const { router, createCallerFactory } = t;

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

/** For whoever is signed in. `ctx.ctx` is what services take; they decide what is allowed. */
export const personProcedure = mapped.use(async ({ ctx, next }) => {
  if (!ctx.person) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { person: ctx.person, ctx: contextOf(ctx.person) } });
});

/** For whoever signs up, and for who just has: the last press may come twice. */
export const newcomerProcedure = mapped.use(async ({ ctx, next }) => {
  const { newcomer, person } = ctx;
  if (newcomer) return next({ ctx: { ctx: contextOfNewcomer(newcomer) } });
  if (person) return next({ ctx: { ctx: contextOf(person) } });
  throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
});

/** As for newcomers, so often as `limit` allows one of them: what it answers takes work. */
export function limitedNewcomerProcedure(limit: RequestLimit) {
  return newcomerProcedure.use(async ({ ctx, next }) => {
    const { actor } = ctx.ctx;
    const who = actor.kind === "user" ? actor.userId : (ctx.address ?? "unknown");
    if (limit(who, Date.now())) return next();
    throw new ServiceError("LIMIT", "Asked too often. Try again in a minute.");
  });
}

/** For people who run a driver's account: its owner and its admins. */
export const driverProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireDriver(ctx.ctx);
  return next();
});

/** For an account's owner alone. */
export const driverOwnerProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireOwner(ctx.ctx);
  return next();
});

/** For people who charge on an account: owner, admins and drivers, who see what is theirs. */
export const driverUseProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireDriverUse(ctx.ctx);
  return next();
});

/** For everybody on an account: charges are read, by drivers their own. */
export const driverChargesProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireChargesReader(ctx.ctx);
  return next();
});

/** For people who read an account's invoices and documents: owner, admins and bookkeepers. */
export const driverReaderProcedure = personProcedure.use(async ({ ctx, next }) => {
  requireDriverReader(ctx.ctx);
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

/** For people who speak for a partner. */
export const partnerProcedure = personProcedure.use(async ({ ctx, next }) => {
  await requirePartnerPerson(ctx.ctx);
  return next();
});
