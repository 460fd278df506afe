import { ServiceError } from "@/services/service-error";

const EMAIL = /^[^\s@"]{1,64}@[^\s@",]+\.[^\s@",]+$/;

/** An e-mail address as we keep and compare it: trimmed, lower case. @throws ServiceError INVALID. */
export function writtenEmail(text: string): string {
  const email = text.normalize("NFKC").trim().toLowerCase();
  if (!EMAIL.test(email) || email.length > 254) {
    throw new ServiceError("INVALID", "This is no e-mail address.", { field: "email" });
  }
  return email;
}
