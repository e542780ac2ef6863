/**
 * `completion`: shell scripts that complete commands, options and their values, made from the command line's
 * grammar. This folder imports commander, and nothing from the catalog.
 */
import type { Command } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A command or a group of commands. */
interface CommandNode {
  /** Its words: "config print"; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly {
    readonly long: string;
    readonly short?: string;
    readonly summary: string;
    readonly takesValue: boolean;
    readonly choices: readonly string[];
  }[];
}

/**
 * Makes the completion script for a shell.
 * @param program the whole grammar.
 */
export function completionScript(shell: Shell, program: Command): string {
  const nodes = nodesOf(program, []);
  if (shell === "fish") return fish(program.name(), nodes);
  // bashcompinit lets zsh run completion functions of bash.
  const start =
    shell === "zsh" ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" : "";
  return start + bash(program.name(), nodes);
}

function nodesOf(command: Command, path: readonly string[]): CommandNode[] {
  const commands = command.commands.map((c) => ({ name: c.name(), summary: c.summary() || c.description() }));
  const node: CommandNode = {
    path: path.join(" "),
    commands,
    options: command.options.flatMap(({ long, short, description, required, optional, argChoices }) =>
      long
        ? [
            {
              long,
              ...(short ? { short } : {}),
              summary: description,
              takesValue: required || optional,
              choices: argChoices ?? [],
            },
          ]
        : [],
    ),
  };
  return [node, ...command.commands.flatMap((c) => nodesOf(c, [...path, c.name()]))];
}

function bash(program: string, nodes: readonly CommandNode[]): string {
  const name = `_${program.replaceAll("-", "_")}`;
  const paths = nodes.filter((n) => n.path !== "").map((n) => `"${parent(n.path)}:${last(n.path)}"`);
  const values = nodes.flatMap((n) =>
    n.options
      .filter((o) => o.choices.length > 0)
      .map((o) => {
        const flags = [o.long, ...(o.short ? [o.short] : [])].map((f) => `"${n.path}:${f}"`).join("|");
        return `    ${flags}) COMPREPLY=($(compgen -W "${o.choices.join(" ")}" -- "$cur")); return ;;`;
      }),
  );
  // After another option with a value, the shell completes names of files.
  const taking = nodes.flatMap((n) =>
    n.options.filter((o) => o.takesValue && o.choices.length === 0).map((o) => `"${n.path}:${o.long}"`),
  );
  const words = nodes.map((n) => {
    const all = [...n.commands.map((c) => c.name), ...n.options.map((o) => o.long), "--help"];
    return `    "${n.path}") words="${all.join(" ")}" ;;`;
  });
  return `# Completion of ${program} for bash. Load it with: source <(${program} completion bash)
${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path:\${COMP_WORDS[i]}" in
    ${paths.join("|")}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path:$prev" in
${values.join("\n")}
    ${taking.join("|")}) return ;;
  esac
  case "$path" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F ${name} ${program}
`;
}

function parent(path: string): string {
  return path.split(" ").slice(0, -1).join(" ");
}

function last(path: string): string {
  return path.split(" ").at(-1) ?? "";
}

function fish(program: string, nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap((n) => {
    const seen = n.path.split(" ").filter((word) => word !== "");
    const conditions = [
      ...seen.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(n.commands.length > 0 ? [`not __fish_seen_subcommand_from ${n.commands.map((c) => c.name).join(" ")}`] : []),
    ].join("; and ");
    const start = `complete -c ${program}${conditions === "" ? "" : ` -n '${conditions}'`}`;
    return [
      ...n.commands.map((c) => `${start} -f -a ${c.name} -d '${fishText(c.summary)}'`),
      ...n.options.map((o) => {
        const short = o.short ? ` -s ${o.short.slice(1)}` : "";
        const value = o.choices.length > 0 ? ` -x -a '${o.choices.join(" ")}'` : o.takesValue ? " -r" : "";
        return `${start} -l ${o.long.slice(2)}${short}${value} -d '${fishText(o.summary)}'`;
      }),
    ];
  });
  return `# Completion of ${program} for fish. Load it with: ${program} completion fish | source\n${lines.join("\n")}\n`;
}

function fishText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
