CREATE TABLE "document_refusals" (
	"tenant_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"format" text NOT NULL,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "document_refusals_tenant_id_document_id_format_pk" PRIMARY KEY("tenant_id","document_id","format")
);
--> statement-breakpoint
ALTER TABLE "document_refusals" ADD CONSTRAINT "document_refusals_tenant_id_document_id_issued_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."issued_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;