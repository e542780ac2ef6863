/** Every kind of file, plain and packed, in every encoding: recognised, forced, and read in chunks of any size. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cli, fixture } from "../support";

const read = (name: string) => readFileSync(fixture(name));
const state = JSON.parse(read("state.json").toString());
const { deployment } = state;
const NANO = "urn:pulumi:dev::p::azure-native:cognitiveservices:Deployment::bad";
/** With the deployment that another one replaced not marked for deletion: it is blocked. */
const blocked = { ...deployment, resources: deployment.resources.map(({ delete: _, ...r }: { delete?: true }) => r) };

const PREVIEW = read("preview.json").toString();
const PLAN = read("saved-plan.json").toString();
const STATE = JSON.stringify({ version: 3, deployment: blocked });
const CHECKPOINT = JSON.stringify(
  { version: 3, checkpoint: { stack: "organization/p/dev", latest: blocked } },
  null,
  4,
);
const OLD_CHECKPOINT = JSON.stringify({ stack: "dev", latest: blocked });

async function json(args: readonly string[], stdin: string | Uint8Array | readonly Uint8Array[]) {
  const { stdout, stderr, exitCode } = await cli(["check", "-", "--format", "json", ...args], stdin);
  return { file: JSON.parse(stdout).files[0], stderr, exitCode };
}

const kinds: [name: string, text: string, kind: string, title: string][] = [
  ["a preview", PREVIEW, "preview", "pulumi preview --json"],
  ["a saved plan", PLAN, "plan", "pulumi preview --save-plan"],
  ["a state", STATE, "state", "pulumi stack export"],
  ["a checkpoint", CHECKPOINT, "checkpoint", "checkpoint of a self-managed backend"],
  ["a checkpoint of the first version", OLD_CHECKPOINT, "checkpoint", "checkpoint of a self-managed backend"],
];

describe.each(kinds)("%s", (_name, text, kind, title) => {
  it("is recognised, and read the same with --kind", async () => {
    const told = await json([], text);
    expect(told.file).toMatchObject({ kind: title, stacks: ["p/dev"], findings: [{ rule: "model-availability" }] });
    expect(told.exitCode).toBe(1);
    expect(await json(["--kind", kind], text)).toEqual(told);
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["gzip in two members", Buffer.concat([gzipSync(text.slice(0, 300)), gzipSync(text.slice(300))])],
    ["a byte order mark", `\ufeff${text}`],
    ["UTF-16, little end first", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["line ends of Windows", JSON.stringify(JSON.parse(text), null, 2).replaceAll("\n", "\r\n")],
    ["gzip of UTF-16", gzipSync(Buffer.from(`\ufeff${text}`, "utf16le"))],
  ])("is the same with %s", async (_title, bytes) => {
    expect(await json([], bytes)).toEqual(await json([], text));
  });

  it("is the same in chunks of any size", async () => {
    for (const bytes of [Buffer.from(text), gzipSync(text), Buffer.from(`\ufeff${text}`, "utf16le")]) {
      for (const size of [1, 7, 1000]) {
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        expect(await json([], pieces)).toEqual(await json([], text));
      }
    }
  });

  it.each(kinds.filter((other) => other[2] !== kind))(
    "is not taken for %s",
    async (_other, _text, forced, expected) => {
      const { file, exitCode } = await json(["--kind", forced], text);
      expect(file.error).toBe(`expected ${expected} (--kind ${forced}), found ${title} (--kind ${kind})`);
      expect(exitCode).toBe(2);
    },
  );
});

describe("states", () => {
  const of = (over: object) => JSON.stringify({ version: 3, deployment: { ...deployment, ...over } });
  const resource = deployment.resources[1];
  const cases: [title: string, text: string, exit: number, stderr: RegExp][] = [
    ["without a deployment in them", '{"version":3,"deployment":null}', 0, /^$/],
    ["of a checkpoint that was never updated", '{"version":3,"checkpoint":{"stack":"organization/p/dev"}}', 0, /^$/],
    ["without a checkpoint", '{"version":3,"checkpoint":null}', 0, /^$/],
    ["with an invalid checkpoint", '{"version":3,"checkpoint":5}', 2, /"checkpoint" to be an object.+a number/],
    ["with an invalid latest", '{"checkpoint":{"latest":[]}}', 2, /"checkpoint.latest" to be an object, .+array of/],
    [
      "with resources that are none",
      '{"stack":"s","latest":{"resources":{"a":1}}}',
      2,
      /"latest.resources" to be an arr/,
    ],
    ["with secrets", of({ secrets_providers: { type: "passphrase", state: { salt: "v1:x:y" } } }), 0, /^$/],
    [
      "with null for a resource",
      of({ resources: [null, 5, {}, resource] }),
      0,
      /note: 3 entries are not resources .+ skipped: deployment\.resources\[0\], deployment\.resources\[1\], deployment\.resources\[2\]\n$/,
    ],
    [
      "with one URN twice",
      of({ resources: [...deployment.resources, resource] }),
      0,
      /note: 1 resource has the URN of a later one and was not checked/,
    ],
    [
      "with pending operations",
      of({
        pending_operations: [
          { type: "creating", resource },
          { type: "deleting", resource },
        ],
      }),
      0,
      /note: 1 resource was being created or updated when an update was interrupted; what became of it/,
    ],
    [
      "with pending operations elsewhere",
      of({ pending_operations: [null, 5, { type: "creating", resource: { type: "aws:s3/bucket:Bucket" } }] }),
      0,
      /^$/,
    ],
    [
      "with a key in escapes",
      of({}).replace('"resources"', '"\\u0072esources"').replace(',"delete":true', ""),
      1,
      /^$/,
    ],
    [
      "nested a hundred thousand deep",
      of({ resources: [{ ...resource, inputs: { ...resource.inputs, x: "DEEP" } }] }).replace(
        '"DEEP"',
        "[".repeat(1e5) + "]".repeat(1e5),
      ),
      0,
      /^$/,
    ],
  ];
  it.each(cases)("%s", async (_title, text, exit, stderr) => {
    const result = await cli(["check", "-"], text);
    expect(result.stderr).toMatch(stderr);
    expect(result.exitCode).toBe(exit);
  });

  it("list every stack with any resource", async () => {
    const text = of({ resources: ["b", "a"].map((s) => ({ urn: `urn:pulumi:${s}::q::aws:x:Y::n`, type: "aws:x:Y" })) });
    expect((await json([], text)).file).toMatchObject({ stacks: ["q/a", "q/b"], deployments: 0, findings: [] });
  });

  it("are checked the same among a hundred thousand other resources", async () => {
    const other = {
      urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b",
      type: "aws:s3/bucket:Bucket",
      inputs: { a: "é" },
    };
    const many = {
      ...blocked,
      resources: [...Array(50_000).fill(other), ...blocked.resources, ...Array(50_000).fill(other)],
    };
    const { file } = await json([], JSON.stringify({ version: 3, deployment: many }));
    expect(file).toEqual((await json([], STATE)).file);
    expect(file.findings[0].urn).toBe(NANO);
  });
});

describe("broken packed files", () => {
  const packed = gzipSync(PREVIEW);
  const zstd = Buffer.from("28b52ffd2002110000" + "7b7d", "hex");
  const cases: [title: string, bytes: Uint8Array, error: RegExp][] = [
    [
      "cut off",
      packed.subarray(0, packed.length / 2),
      /^cannot be unpacked: its gzip data end too soon \(was it cut off\?\)$/,
    ],
    ["cut off in the first bytes", packed.subarray(0, 5), /^cannot be unpacked: its gzip data end too soon/],
    [
      "damaged",
      Buffer.concat([packed.subarray(0, 40), Buffer.alloc(200, 0xff)]),
      /^cannot be unpacked: its gzip data are damaged \(/,
    ],
    [
      "garbage inside",
      gzipSync(Buffer.from("00ff00fe01", "hex")),
      /^is not text: expected JSON in UTF-8, found other bytes$/,
    ],
    ["nothing inside", gzipSync(""), /^is empty: expected the output of/],
    [
      "no JSON inside",
      gzipSync('{"steps":[{]'),
      /^line 1, column 12: is not JSON: expected a key in quotes or "}", found "]"$/,
    ],
    ["packed twice", gzipSync(packed), /^is not text/],
    [
      "endless space",
      gzipSync(Buffer.alloc(80 << 20, " ")),
      /^cannot be unpacked: its gzip data become more than 250 times/,
    ],
    // Node.js knows zstd from 22.15 on.
    [
      "zstd",
      zstd,
      "zstd" in process.versions
        ? /found an empty object$/
        : /^cannot be unpacked: it is compressed with zstd, which Node\.js v2/,
    ],
  ];
  it.each(cases)("%s", async (_title, bytes, error) => {
    const { file, exitCode } = await json([], bytes);
    expect(file.error).toMatch(error);
    expect(exitCode).toBe(2);
  });
});
