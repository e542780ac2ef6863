// Import rules: what may import what. Types count as imports, so a circle of types is a circle.
// The house is described in docs/internals/architecture.md.

/** Files of the project that ship; tests, examples and scripts may import all of them. */
const shipped = "^(catalog|policy|cli)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A circle cannot be read, tested or loaded in parts: move what both sides need to a file below them.",
      from: {},
      to: { circular: true },
    },
    {
      name: "catalog-is-the-ground-floor",
      severity: "error",
      comment: "catalog/ says what the documents say. It knows nothing of Pulumi, plans, files of users or terminals.",
      from: { path: "^catalog/" },
      to: { path: "^(policy|cli)/|node_modules/@pulumi/" },
    },
    {
      name: "policy-knows-no-command-line",
      severity: "error",
      comment: "policy/ serves the pack, the library and the command line alike.",
      from: { path: "^policy/" },
      to: { path: "^cli/" },
    },
    {
      name: "only-the-pack-touches-files",
      severity: "error",
      comment: "Rules, readers and words work on values that are handed in; only the Pulumi entry reads files.",
      from: { path: "^policy/(?!pack/)" },
      to: { path: "^(node:)?(fs|fs/promises|tty|child_process)$" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      comment: "What ships must not need what only tests have.",
      from: { path: shipped },
      to: { path: "^(test|bench|scripts)/" },
    },
    {
      name: "verdict-stands-on-editions",
      severity: "error",
      comment: "An edition is data; the verdict reads it. Names are below both.",
      from: { path: "^catalog/(edition|names)/" },
      to: { path: "^catalog/(verdict|compile|import|solver)/" },
    },
    {
      name: "words-come-last",
      severity: "error",
      comment: "Findings are data until the end: what finds must not make sentences.",
      from: { path: "^policy/(plan|judging|limits|rules|run)/" },
      to: { path: "^policy/words/" },
    },
    {
      name: "plan-knows-no-judgement",
      severity: "error",
      comment: "A plan is what a program asks for. What the catalog or the organisation says about it comes above.",
      from: { path: "^policy/plan/" },
      to: { path: "^policy/(judging|limits|rules|words|settings|schema|run|pack)/" },
    },
    {
      name: "judging-knows-no-limits",
      severity: "error",
      comment: "The document is judged first; the organisation's limits are held against that judgement.",
      from: { path: "^policy/judging/" },
      to: { path: "^policy/(limits|rules|words|settings|schema|run|pack)/" },
    },
    {
      name: "limits-know-no-rules",
      severity: "error",
      comment: "A limit is data and a check. The rule that reports it, and the settings that hold it, stand above.",
      from: { path: "^policy/limits/" },
      to: { path: "^policy/(rules|words|settings|schema|run|pack)/" },
    },
    {
      name: "rules-declare-their-settings",
      severity: "error",
      comment: "Rules declare the schemas of their settings; settings/ reads them all, so that it stands above rules/.",
      from: { path: "^policy/(rules|words)/" },
      to: { path: "^policy/(settings|run|pack)/" },
    },
    {
      name: "the-pack-is-the-top",
      severity: "error",
      comment: "One engine serves the pack and the command line; what only the pack needs stays in pack/.",
      from: { path: "^policy/(?!pack/)" },
      to: { path: "^policy/pack/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    includeOnly: {
      path: "^(catalog|policy|cli|index\\.ts|node_modules/@pulumi)|^(node:)?(fs|fs/promises|tty|child_process)$",
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json"] },
  },
};
