import highsLoader from "highs";
import type { LinearSolution, SolveProgram } from "@/core/smart-charging/site-plan/linear-program";

/** Model states of HiGHS that say why there is no solution; all others count as "limit". */
function refusalOf(status: number): "infeasible" | "unbounded" | "limit" {
  // 8: infeasible; 9: infeasible or unbounded, not told apart (our programs are bounded); 10: unbounded.
  if (status === 8 || status === 9) return "infeasible";
  return status === 10 ? "unbounded" : "limit";
}

/**
 * HiGHS (WebAssembly, one thread) as a solver of linear programs. Each call is a model of its own, freed at its end;
 * simplex, so that a solution is a corner and the same program always has the same one. `seconds`: a limit for one
 * program.
 */
export async function loadHighsSolve(seconds = 30): Promise<SolveProgram> {
  const highs = await highsLoader();
  return (program): LinearSolution => {
    const columns = program.cost.length;
    const count = { numCols: columns, numRows: program.rowLower.length };
    if (columns === 0) {
      return {
        status: "optimal",
        objective: 0,
        x: new Float64Array(0),
        rowDual: new Float64Array(count.numRows),
      };
    }
    const model = highs.createModel();
    try {
      model.options.set({ output_flag: false, solver: "simplex", time_limit: seconds });
      model.passModel({
        ...count,
        colCost: program.cost,
        colLower: program.lower,
        colUpper: program.upper,
        rowLower: program.rowLower,
        rowUpper: program.rowUpper,
        matrix: {
          ...count,
          format: "csc",
          starts: program.starts,
          indices: program.rows,
          values: program.values,
        },
      });
      model.run();
      const status = model.getModelStatus();
      if (status !== highs.constants.modelStatus.optimal) return { status: refusalOf(status) };
      const solution = model.getSolution();
      return {
        status: "optimal",
        objective: model.getObjectiveValue(),
        x: solution.colValue,
        rowDual: solution.rowDual,
      };
    } finally {
      model.dispose();
    }
  };
}
