/** The escapes of policy/escape.ts, under the name that the command line uses. */
export * from "../../policy/escape";
