/** `npm run release` in a clone: its content, and that a second run gives the same. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

describe("a release", () => {
  const clone = mkdtempSync(join(tmpdir(), "aog-release-"));
  const release = join(clone, "release");
  const make = () => spawnSync(process.execPath, ["scripts/release.mjs"], { cwd: clone, encoding: "utf8" });
  const sha256 = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(release, file)))
      .digest("hex");

  beforeAll(() => {
    execFileSync("git", ["clone", "--quiet", ROOT, clone]);
    symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
    const { status, stderr } = make();
    expect([status, stderr]).toEqual([0, ""]);
  });
  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  it("has the two programs, the tarball, the editions, the licences and the bill of materials, with their checksums", () => {
    const files = [
      "THIRD-PARTY-NOTICES.txt",
      "azure-openai-guard",
      `azure-openai-guard-${version}.cdx.json`,
      `azure-openai-guard-${version}.tgz`,
      `azure-openai-guard-editions-${version}.tgz`,
      "azure-openai-guard-pack",
    ];
    expect(readdirSync(release).sort()).toEqual(["SHA256SUMS", ...files].sort());
    const lines = readFileSync(join(release, "SHA256SUMS"), "utf8").trimEnd().split("\n");
    expect(lines).toEqual([...files].sort().map((file) => `${sha256(file)}  ${file}`));
  });

  it("has every edition in its archive", () => {
    const list = execFileSync("tar", ["-tzf", join(release, `azure-openai-guard-editions-${version}.tgz`)], {
      encoding: "utf8",
    });
    expect(list.trim().split("\n").sort()).toEqual(
      readdirSync(join(ROOT, "catalog", "editions"))
        .map((file) => `editions/${file}`)
        .sort(),
    );
  });

  it("lists installed and bundled packages in its bill of materials, without time or folder", () => {
    const text = readFileSync(join(release, `azure-openai-guard-${version}.cdx.json`), "utf8");
    const { metadata, components, serialNumber } = JSON.parse(text);
    expect([metadata.component.name, metadata.timestamp, serialNumber]).toEqual([
      "azure-openai-guard",
      undefined,
      undefined,
    ]);
    const names = components.map((c: { name: string }) => c.name);
    expect(names).toEqual(expect.arrayContaining(["@pulumi/policy", "zod", "preact"]));
    expect(names).not.toContain("vitest");
  });

  it("is the same when made again", () => {
    const before = readFileSync(join(release, "SHA256SUMS"), "utf8");
    expect(make().status).toBe(0);
    expect(readFileSync(join(release, "SHA256SUMS"), "utf8")).toBe(before);
  });

  it("is made only from a clean checkout", () => {
    writeFileSync(join(clone, "left-over.txt"), "");
    const { status, stderr } = make();
    expect(status).toBe(2);
    expect(stderr).toContain("left-over.txt");
  });
});
