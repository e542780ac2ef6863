/** The two packs that users have. The scenarios run with the one file, and in `npm run test:folder-pack` with the folder. */
import { join } from "node:path";

/** The pack as a folder: the repository itself. */
export const FOLDER = join(__dirname, "..", "..", "..");

/** The pack as one file. */
export const ONE_FILE = join(FOLDER, "dist", "bin", "azure-openai-guard-pack");

/** The pack that the scenarios run with. */
export const PACK = process.env.AOG_TEST_PACK === "folder" ? FOLDER : ONE_FILE;
