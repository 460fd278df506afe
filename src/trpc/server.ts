import "server-only";
import { cache } from "react";
import { createCallerFactory, openTrpcContext } from "./init";
import { appRouter } from "./routers/app-router";

const createCaller = createCallerFactory(appRouter);

/** The API for server components: no network and no serialization, so Temporal values come as they are. */
export const api = cache(async () => createCaller(await openTrpcContext()));
