/** The stored PDF of an invoice: the same file as the driver's, for finance; the service decides who may. */
export { GET } from "@/app/(driver)/invoices/[id]/pdf/route";
