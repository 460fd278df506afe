import type { IncomingMessage, Server, ServerResponse } from "node:http";
import next from "next";

/** The pages, mounted in our own server (Next's custom server). */
export interface Pages {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** Prepares Next: from `.next` as it was built, or compiling as needed when `dev`. */
export async function openPages(options: {
  readonly dev: boolean;
  readonly hostname: string;
  readonly port: number;
  readonly httpServer: Server;
}): Promise<Pages> {
  const app = next({ ...options, turbopack: true });
  await app.prepare();
  const answer = app.getRequestHandler();
  return {
    answer: (request, response) => answer(request, response),
    close: () => app.close(),
  };
}
