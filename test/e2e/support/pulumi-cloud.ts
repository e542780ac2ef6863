/**
 * A fake Pulumi Cloud, on this machine: the part of its API that publishing and enabling a policy pack needs.
 * It keeps what it received for the test.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** Metadata of a pack, which the CLI sends before the tarball. */
export interface PublishedPack {
  readonly name: string;
  readonly versionTag: string;
  readonly runtime: string;
  readonly policies: readonly {
    readonly name: string;
    readonly enforcementLevel: string;
    readonly configSchema?: object;
  }[];
}

export class PulumiCloud {
  readonly organization = "acme";
  pack: PublishedPack | undefined;
  tarball: Buffer | undefined;
  complete = false;
  /** Changes of policy groups, in their order. */
  readonly groups: { readonly name: string; readonly change: unknown }[] = [];
  /** Requests that the fake cannot answer. */
  readonly unknown: string[] = [];

  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<PulumiCloud> {
    const cloud = new PulumiCloud();
    await new Promise<void>((resolve) => cloud.server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
    const answer = this.respond(`${request.method} ${request.url}`, body);
    if (answer === undefined) this.unknown.push(`${request.method} ${request.url}`);
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { code: 404, message: "not found" }));
  }

  private respond(request: string, body: Buffer): object | undefined {
    const org = `/api/orgs/${this.organization}`;
    const pack = `${org}/policypacks/${this.pack?.name}/versions/${this.pack?.versionTag}`;
    switch (request) {
      case "GET /api/user":
        return { githubLogin: this.organization, organizations: [{ githubLogin: this.organization }] };
      case "GET /api/capabilities":
        return { capabilities: [] };
      case "GET /api/user/organizations/default":
        return { gitHubLogin: this.organization };
      case `POST ${org}/policypacks`:
        this.pack = JSON.parse(body.toString());
        return { version: 1, uploadURI: `${this.url}/upload`, requiredHeaders: {} };
      case "PUT /upload":
        this.tarball = body;
        return {};
      case `POST ${pack}/complete`:
        this.complete = true;
        return {};
      case `GET ${pack}/schema`:
        return { configSchema: Object.fromEntries(this.pack?.policies.map((p) => [p.name, p.configSchema]) ?? []) };
    }
    const [, group] = new RegExp(`^PATCH ${org}/policygroups/([\\w-]+)$`).exec(request) ?? [];
    if (group === undefined) return undefined;
    this.groups.push({ name: group, change: JSON.parse(body.toString()) });
    return {};
  }
}
