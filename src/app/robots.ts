import type { MetadataRoute } from "next";

/** What a search engine may read: who is not signed in sees what we are and what holds here, and nothing of anybody. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      disallow: ["/api/", "/demo/", "/documents/", "/finance", "/operations", "/partner"],
    },
  };
}
