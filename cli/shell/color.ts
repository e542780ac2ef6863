/** Whether output is coloured. */

export interface ColorChoice {
  /** `--color` or `--no-color`; undefined if neither was given. */
  readonly flag?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/**
 * Decides on colour: by an option, else by NO_COLOR (no-color.org: present and not empty), else by FORCE_COLOR, else by
 * whether the output is a terminal.
 */
export function wantsColor({ flag, env, isTerminal }: ColorChoice): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTerminal && env.TERM !== "dumb";
}
