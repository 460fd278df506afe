import { specificationExamples } from "@/ocpi/specification-examples";

/** The specification's own 2.2.1 examples. */
export const { exampleNames, exampleBytes, exampleJson, exampleObject } =
  specificationExamples("v2_2_1");
