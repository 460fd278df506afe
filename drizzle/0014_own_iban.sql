ALTER TABLE "legal_entities" ADD COLUMN "iban" text;--> statement-breakpoint
ALTER TABLE "legal_entities" ADD COLUMN "bic" text;