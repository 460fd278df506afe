/** A stored file of an invoice: the same as the driver's, for finance; the service decides who may. */
export { GET } from "@/app/(driver)/invoices/[id]/[format]/route";
